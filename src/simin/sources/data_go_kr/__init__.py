"""Services of Korea's public data portal, data.go.kr, such as the weather service's."""

from simin.sources.data_go_kr.source import KIND

__all__ = ["KIND"]
