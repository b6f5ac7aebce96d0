"""One frame to everyone: the live gateway against nginx with nchan, by the same client."""
