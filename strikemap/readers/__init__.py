"""Read files into event tables; one module per format."""

from strikemap.readers.opening import Reader, ReadOptions, ReadSummary, read_events

__all__ = ["ReadOptions", "ReadSummary", "Reader", "read_events"]
