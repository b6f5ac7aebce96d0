"""A private Mosquitto for the tests, gone afterwards."""
