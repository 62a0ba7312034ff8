"""A program of its own that writes the days off which a library knows of a year. Argument: the year.

It alone imports the library, whose 25 MB would else stay in a process that needs them once a year.
One day a line: the date, «off» or «worked», its name.
"""

import sys

import holidays

if __name__ == "__main__":
    known = holidays.country_holidays("VN", years=int(sys.argv[1]), language="vi")
    lines = [f"{day.isoformat()}\toff\t{name}" for day, name in sorted(known.items())]
    lines += [f"{day.isoformat()}\tworked\t" for day in sorted(known.weekend_workdays)]
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
