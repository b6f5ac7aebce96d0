"""The result codes of the format, as the plaza documents them. Pure.

The messages are the plaza's own sentences in Korean: programs show them, and some look for them, so
they are no words of our pages.
"""

from simin.kit.errors import SiminError

SUCCESS = "INFO-000"
BAD_KEY = "INFO-100"
NO_ROWS = "INFO-200"
NO_FORMAT = "ERROR-301"
NO_SERVICE = "ERROR-310"
BAD_START = "ERROR-331"
BAD_END = "ERROR-332"
NO_NUMBER = "ERROR-333"
TURNED = "ERROR-334"
SAMPLE_ROWS = "ERROR-335"
TOO_MANY_ROWS = "ERROR-336"
TOO_OFTEN = "ERROR-337"
SERVER = "ERROR-500"

#: Rows of one call, and of one with the key that everybody has.
MOST_ROWS, MOST_OF_SAMPLE = 1000, 5

MESSAGES = {
    SUCCESS: "정상 처리되었습니다",
    BAD_KEY: "인증키가 유효하지 않습니다.",
    NO_ROWS: "해당하는 데이터가 없습니다.",
    NO_FORMAT: ("파일타입 값이 누락 혹은 유효하지 않습니다. 요청인자 중 TYPE을 확인하십시오."),
    NO_SERVICE: "해당하는 서비스를 찾을 수 없습니다. 요청인자 중 SERVICE를 확인하십시오.",
    BAD_START: "요청시작위치 값을 확인하십시오. 요청인자 중 START_INDEX를 확인하십시오.",
    BAD_END: "요청종료위치 값을 확인하십시오. 요청인자 중 END_INDEX를 확인하십시오.",
    NO_NUMBER: "요청위치 값의 타입이 유효하지 않습니다. 요청위치 값은 정수를 입력하세요.",
    TURNED: ("요청종료위치 보다 요청시작위치가 더 큽니다. 요청시작조회건수는 정수를 입력하세요."),
    SAMPLE_ROWS: "샘플데이터(샘플키:sample) 는 한번에 최대 5건을 넘을 수 없습니다.",
    TOO_MANY_ROWS: "데이터요청은 한번에 최대 1000건을 넘을 수 없습니다.",
    TOO_OFTEN: "호출이 너무 잦습니다.",
    SERVER: "서버 오류입니다.",
}


class ResultError(SiminError):
    """A result that is no success, by its code; ``detail`` says more than the plaza would."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.message = f"{MESSAGES[code]} ({detail})" if detail else MESSAGES[code]
        super().__init__(f"{code}: {self.message}")
