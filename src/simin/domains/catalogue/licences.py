"""The licences that data sets and sources name: what they are called and ask.

One that is not known here is shown by its id and has no address. Pure.
"""

from functools import lru_cache

import msgspec


class Licence(msgspec.Struct, frozen=True):
    """``attribution``: whoever uses the data names where it comes from."""

    id: str
    title: dict[str, str]
    #: Of its text; empty: unknown.
    address: str = ""
    attribution: bool = True
    #: Whether anyone may use and change what it covers, for anything (opendefinition.org).
    open: bool = False


def _both(korean: str, english: str) -> dict[str, str]:
    return {"ko": korean, "en": english}


_KNOWN = {
    one.id: msgspec.structs.replace(one, open=True)
    for one in (
        Licence(
            "KOGL-1",
            _both("공공누리 제1유형(출처표시)", "Korea Open Government License type 1"),
            "https://www.kogl.or.kr/info/licenseType1.do",
        ),
        Licence(
            "CC0-1.0",
            _both("CC0 1.0 (권리 포기)", "CC0 1.0 (public domain dedication)"),
            "https://creativecommons.org/publicdomain/zero/1.0/",
            attribution=False,
        ),
        Licence(
            "CC-BY-4.0",
            _both("CC BY 4.0 (저작자표시)", "CC BY 4.0 (attribution)"),
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        Licence("MIT", _both("MIT 허가서", "MIT License"), "https://opensource.org/license/mit"),
        Licence(
            "Apache-2.0",
            _both("아파치 라이선스 2.0", "Apache License 2.0"),
            "https://www.apache.org/licenses/LICENSE-2.0",
        ),
        Licence(
            "no restriction of use (data.go.kr)",
            _both("이용허락범위 제한 없음(공공데이터포털)", "No restriction of use (data.go.kr)"),
            "https://www.data.go.kr/ugs/selectPortalPolicyView.do",
            attribution=False,
        ),
    )
}


@lru_cache(maxsize=1000)
def licence(id_: str) -> Licence:
    """What stands before a bracket or a comma is looked for where the whole is not known."""
    first = id_.partition(" (")[0].partition(",")[0].strip()
    found = _KNOWN.get(id_) or _KNOWN.get(first)
    if found is None:
        return Licence(id_, {"en": id_})
    if found.id == id_:
        return found
    return msgspec.structs.replace(found, id=id_, title={"en": id_})
