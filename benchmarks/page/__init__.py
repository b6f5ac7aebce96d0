"""The citizen's first view: bytes on the wire, and seconds to the first live change."""
