"""Processes of ours beside the server, each with an interpreter and a core of its own.

Each has a session of its own: Ctrl-C reaches the server alone, which then ends them. A killed
server cannot stop them, but its end of their standard input closes, and they end with that.
"""

import asyncio
import os
import sys
import threading
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

log = structlog.get_logger()

#: Seconds that a process is given to end.
GRACE = 20
#: Real seconds until a worker that died is started anew.
RESPITE = 2


@asynccontextmanager
async def engine_beside(
    speed: float | None, on_frame: Callable[[], None], ended: Callable[[], None]
) -> AsyncIterator[None]:
    """The city's engine; ``on_frame`` is called after each frame, ``ended`` if it ends by itself.

    A city without its engine would show old numbers as if they were new: whoever is told by
    ``ended`` stops too.
    """
    words = [] if speed is None else ["--speed", str(speed)]
    process = await _start("engine", "--with-parent", *words, says=True)
    watch = asyncio.create_task(_follow(process, on_frame, ended))
    try:
        yield
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)
        await _end(process)


@asynccontextmanager
async def worker_beside() -> AsyncIterator[None]:
    """A worker process, started anew when it dies."""
    watch = asyncio.create_task(_keep_worker())
    try:
        yield
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)


def stop_with_parent(stop: Callable[[], None]) -> None:
    """In such a process: call ``stop`` when the server is gone."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        stop()

    threading.Thread(target=wait, name="parent", daemon=True).start()


def frames_to_parent() -> Callable[[], None]:
    """In the engine's process: what to call for each frame. All else that is said is no frame."""
    frames = os.dup(1)
    os.dup2(2, 1)

    def tell() -> None:
        os.write(frames, b"\n")

    return tell


async def _follow(
    process: Process, on_frame: Callable[[], None], ended: Callable[[], None]
) -> None:
    assert process.stdout is not None
    while await process.stdout.read(4096):
        on_frame()
    await process.wait()
    ended()


async def _keep_worker() -> None:
    process = await _start("worker", "--with-parent")
    try:
        while True:
            await process.wait()
            process = await _again()
    finally:
        await asyncio.shield(_end(process))


async def _again() -> Process:
    """A worker, as soon as the machine has room for one."""
    while True:
        await asyncio.sleep(RESPITE)
        try:
            return await _start("worker", "--with-parent")
        except OSError as error:
            log.error("the worker cannot be started", error=str(error))


async def _start(*words: str, says: bool = False) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simin", *words,
        stdin=PIPE, stdout=PIPE if says else None, start_new_session=True,
    )  # fmt: skip


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        process.kill()
        await process.wait()
