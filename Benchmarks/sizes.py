"""How large entries are: as they are, and in batches as a broker keeps them, by codec.

    swift run -c release entries 2000 | python3 sizes.py     (needs lz4 and zstandard from PyPI)

A batch is Kafka's record batch v2: 61 bytes of header that are never compressed, then the records with their varints,
keys and values, compressed as one block as librdkafka does (lz4 frame; zstd at its default level 3).
"""

import random
import sys

import lz4.frame
import zstandard

entries = [line.rstrip("\n").split("\t") for line in sys.stdin]
# As they come in a live system: any case at any stage.
random.Random(1).shuffle(entries)


def varint(number):
    number = number * 2 if number >= 0 else -number * 2 - 1
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out) + bytes([number])


def record(place, key, value):
    # Attributes, time and place since the batch's first, key, value, no headers.
    body = b"\0" + varint(place * 3) + varint(place)
    body += varint(len(key)) + key + varint(len(value)) + value + varint(0)
    return varint(len(body)) + body


codecs = {
    "none": lambda block: block,
    "lz4": lambda block: lz4.frame.compress(block, block_size=lz4.frame.BLOCKSIZE_MAX64KB),
    "zstd": zstandard.ZstdCompressor(level=3).compress,
}
raw = sum(len(value) for _, value in entries)
print(f"{len(entries)} entries, {raw / len(entries):.0f} bytes each as JSON\n")
print("| records a batch | " + " | ".join(codecs) + " |")
print("| --- |" + " ---: |" * len(codecs))
for size in (1, 20, 200):
    row = []
    for compress in codecs.values():
        total = 0
        for start in range(0, len(entries), size):
            batch = entries[start : start + size]
            block = b"".join(record(i, key.encode(), value.encode()) for i, (key, value) in enumerate(batch))
            packed = compress(block)
            # A producer sends a batch as it is when compressing does not pay.
            total += 61 + min(len(block), len(packed))
        row.append(f"{total / len(entries):.0f}")
    print(f"| {size} | " + " | ".join(row) + " |")
