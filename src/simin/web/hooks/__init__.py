"""Where sources deliver: signed payloads and NGSI-LD notifications. No screens, no sessions."""
