"""Read files into event tables; one module per format."""

from strikemap.readers.opening import Reader, ReadSummary, read_events

__all__ = ["ReadSummary", "Reader", "read_events"]
