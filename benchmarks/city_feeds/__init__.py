"""A city's feeds: 167 sources asked every minute, 1,100 devices by MQTT, one stream watched."""
