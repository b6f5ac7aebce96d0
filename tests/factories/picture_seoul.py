"""Rows of the sample picture: a city of 25 districts on an ordinary March day."""

# ruff: noqa: SIM905 - rows of a table, one thing a line

from typing import Any

DISTRICTS = (
    "jongno jung yongsan seongdong gwangjin dongdaemun jungnang seongbuk gangbuk dobong nowon "
    "eunpyeong seodaemun mapo yangcheon gangseo guro geumcheon yeongdeungpo dongjak gwanak seocho "
    "gangnam songpa gangdong"
).split()

#: id, icon, ko, en, indicator
DOMAINS = [
    ("safety", "siren", "재난·안전", "Safety", "safety/fire"),
    ("traffic", "car", "교통", "Traffic", "traffic/parking"),
    ("air", "wind", "대기", "Air", "air/cai"),
    ("water", "droplets", "수돗물", "Tap water", "water/turbidity"),
    ("projects", "hard-hat", "주요 사업", "Projects", None),
    ("jobs", "briefcase-business", "일자리", "Jobs", None),
]

#: id, ko, en, value, unit, decimals, level, domain, origin, featured
NOW: list[tuple[Any, ...]] = [
    ("air/cai", "통합대기환경지수", "Air quality index", 112, "CAI", 0, "bad", "air", 1, True),
    ("weather/temperature", "기온", "Temperature", 8.4, "°C", 1, None, None, 1, True),
    (
        "water/turbidity",
        "수돗물 탁도",
        "Tap water turbidity",
        0.05,
        "NTU",
        2,
        "good",
        "water",
        2,
        True,
    ),
    (
        "price/cabbage",
        "배추 10 kg, 상품",
        "Cabbage 10 kg",
        7240,
        {"ko": "원", "en": "KRW"},
        0,
        None,
        None,
        1,
        True,
    ),
    (
        "traffic/subway",
        "지하철 승차",
        "Subway boardings",
        312_400,
        {"ko": "명", "en": "people"},
        0,
        None,
        "traffic",
        1,
        True,
    ),
    (
        "people/live",
        "생활 인구",
        "Live population",
        10_412_000,
        {"ko": "명", "en": "people"},
        0,
        None,
        None,
        2,
        True,
    ),
    (
        "traffic/parking",
        "주차장 빈자리",
        "Free parking spaces",
        4_812,
        {"ko": "면", "en": "spaces"},
        0,
        "moderate",
        "traffic",
        1,
        True,
    ),
    ("air/pm25", "초미세먼지 PM2.5", "PM2.5", 46, "µg/m³", 0, "bad", "air", 1, False),
    ("air/pm10", "미세먼지 PM10", "PM10", 81, "µg/m³", 0, "bad", "air", 1, False),
    (
        "finance/debt",
        "시 부채",
        "City debt",
        9.8,
        {"ko": "조 원", "en": "trn KRW"},
        1,
        None,
        None,
        2,
        False,
    ),
]

#: id, ko, en, open now, today
COUNTERS = [
    ("safety/disaster", "재난", "Disasters", 0, 1),
    ("safety/fire", "화재", "Fires", 2, 6),
    ("safety/rescue", "구조", "Rescues", 5, 118),
    ("safety/ambulance", "구급", "Ambulances", 31, 1024),
]

THEMES = [
    ("warm", "따뜻한 도시", "Warm city"),
    ("safe", "안전한 도시", "Safe city"),
    ("dreaming", "꿈꾸는 도시", "Dreaming city"),
    ("breathing", "숨쉬는 도시", "Breathing city"),
    ("open", "열린 도시", "Open city"),
]

#: theme, ko, en, value, target, unit, decimals, direction
ADMINISTRATION: list[tuple[Any, ...]] = [
    ("warm", "돌봄 공백 확인", "Care gaps checked", 142, 160, "건", 0, "up"),
    ("warm", "국공립 어린이집 이용률", "Public childcare share", 43.7, 50, "%", 1, "up"),
    ("warm", "임대주택 공급", "Rental homes supplied", 11_240, 20_000, "호", 0, "up"),
    ("warm", "어르신 일자리", "Jobs for the elderly", 61_200, 70_000, "명", 0, "up"),
    ("warm", "무더위쉼터", "Cooling shelters", 3_442, 4_000, "곳", 0, "up"),
    ("warm", "복지 상담 처리", "Welfare counselling done", 88.1, 90, "%", 1, "up"),
    ("safe", "골든타임 내 화재 도착", "Fires reached in time", 91.2, 90, "%", 1, "up"),
    ("safe", "교통사고 사망", "Traffic deaths", 48, 45, "명", 0, "down"),
    ("safe", "내진 성능 확보", "Quake-proof buildings", 71.4, 80, "%", 1, "up"),
    ("safe", "노후 수도관 교체", "Old water pipes replaced", 98.2, 100, "%", 1, "up"),
    ("safe", "침수 취약 지점 정비", "Flood points mended", 27, 34, "곳", 0, "up"),
    ("safe", "CCTV 정상 가동", "Cameras working", 97.9, 99, "%", 1, "up"),
    ("safe", "여성안심귀가 이용", "Safe-way-home rides", 2_310, 2_000, "건", 0, "up"),
    ("dreaming", "공공 일자리 연계", "Public job placements", 6_120, 8_000, "명", 0, "up"),
    ("dreaming", "창업 기업 지원", "Start-ups supported", 812, 1_000, "개", 0, "up"),
    ("dreaming", "청년수당 지급", "Youth allowance paid", 14_600, 20_000, "명", 0, "up"),
    ("dreaming", "관광객", "Visitors", 842, 1_200, "천 명", 0, "up"),
    ("dreaming", "공공 도서관 대출", "Library loans", 1_220, 1_400, "천 권", 0, "up"),
    ("dreaming", "문화 행사", "Cultural events", 318, 300, "건", 0, "up"),
    ("breathing", "초미세먼지 연평균", "PM2.5 yearly mean", 20, 15, "µg/m³", 0, "down"),
    ("breathing", "녹지율", "Green cover", 30.3, 31, "%", 1, "up"),
    ("breathing", "친환경차 등록", "Low-emission cars", 5.1, 8, "%", 1, "up"),
    ("breathing", "따릉이 이용", "Bike-share rides", 61_400, 80_000, "건", 0, "up"),
    ("breathing", "생활폐기물 재활용", "Waste recycled", 66.2, 70, "%", 1, "up"),
    ("breathing", "태양광 보급", "Solar installed", 402, 500, "MW", 0, "up"),
    ("breathing", "대중교통 분담률", "Public transport share", 65.6, 70, "%", 1, "up"),
    ("open", "민원 3일 내 처리", "Complaints done in 3 days", 87.5, 90, "%", 1, "up"),
    ("open", "예산 집행", "Budget executed", 23.4, 25, "%", 1, "up"),
    ("open", "주요 사업 정상 진행", "Projects on schedule", 22, 26, "건", 0, "up"),
    ("open", "정보 공개율", "Records disclosed", 95.3, 96, "%", 1, "up"),
    ("open", "시민 제안 답변", "Proposals answered", 41, 50, "건", 0, "up"),
    ("open", "공공데이터 개방", "Open datasets", None, 8_000, "종", 0, "up"),
]

#: id, kind, kind ko/en, district, district ko/en, step, minutes ago, severity, title ko/en
INCIDENTS: list[tuple[Any, ...]] = [
    (
        "2022-000123",
        "fire",
        "화재",
        "Fire",
        "mapo",
        "마포구",
        "Mapo",
        4,
        7,
        "severe",
        "마포구 창고 화재",
        "Warehouse fire, Mapo",
        (126.928, 37.548),
    ),
    (
        "2022-000121",
        "fire",
        "화재",
        "Fire",
        "dongdaemun",
        "동대문구",
        "Dongdaemun",
        2,
        3,
        "minor",
        "동대문구 점포 화재",
        "Shop fire, Dongdaemun",
        (127.045, 37.583),
    ),
    (
        "2022-000119",
        "rescue",
        "구조",
        "Rescue",
        "gangnam",
        "강남구",
        "Gangnam",
        3,
        22,
        "moderate",
        "강남구 승강기 갇힘",
        "Lift rescue, Gangnam",
        (127.05, 37.50),
    ),
]

NEWS = [
    ("서울 전역 초미세먼지 주의보, 야외 행사 조정 안내", 14),
    ("시민 제안 ‘골목 물길 되살리기’ 공감 512 — 공론장 회부", 46),
    ("한강대교 보행로 보수 구간 재개통", 79),
    ("강변북로 마포 방면 부분 통제, 우회로 안내", 116),
    ("‘지표 맞혀 보기’ 오늘의 문제: 어제 지하철 승차 수", 128),
    ("3월 공공 돌봄 신청 접수 현황 공개", 156),
    ("봄철 산불 조심 기간 운영", 300),
]
