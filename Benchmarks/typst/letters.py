"""Sets the letters of a folder with Typst as PDF/UA-1, and says how many a second of the processor's time, a line a round.

    letters.py FOLDER ROUNDS

Typst is of PyPI (`typst`); without it the figure is left out, and that is said."""
import pathlib
import resource
import sys

import typst


def processor():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


sources = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("letter-*.typ"))]
compiler = typst.Compiler(font_paths=["/usr/share/fonts/truetype/noto"], ignore_system_fonts=True)
for turn in range(int(sys.argv[2]) + 1):
    start = processor()
    for number, source in enumerate(sources):
        # The letters of each round are others: what one round kept helps no other.
        source = source.replace(b"Amira", b"Amira %d" % turn)
        compiler.compile(source, format="pdf", pdf_standards=["ua-1"])
    if turn > 0:
        print("letters", len(sources) / (processor() - start))
