"""Tables of any size, batch by batch: read, gate, measure, write, with bounded memory."""
