from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "simin.workflows"
    label = "workflows"

    def ready(self) -> None:
        """Start the stories that wait for signals instead of events."""
        from simin.workflows import (  # noqa: PLC0415 - models are ready only now
            sign_ins_are_audited,
            sign_ups_become_citizens,
        )

        sign_ins_are_audited.listen()
        sign_ups_become_citizens.listen()
