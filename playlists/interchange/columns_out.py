"""The columns of a printed schedule: their headings, their widths, and what stands in them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from playlists.interchange.paper import Day, Line, Paper

CAMPAIGNS = "Các đợt tuyên truyền trong kỳ:"
MOST_CAMPAIGNS = 40  # a sheet that is brought in again is searched so far for its headings, and farther
PAGE_MM = 165  # A4 upright without its margins of 30 and 15 mm


@dataclass(frozen=True)
class Column:
    """One column; `mm` is its width."""

    heading: str
    mm: int


OF_ONE_ZONE = (
    Column("Ngày", 25),
    Column("Buổi, giờ", 18),
    Column("Chuyên mục", 32),
    Column("Nội dung", 49),
    Column("Người phụ trách", 23),
    Column("Thời lượng", 18),
)
OF_ALL_ZONES = (
    Column("Ngày", 25),
    Column("Buổi, giờ", 17),
    Column("Chuyên mục", 27),
    Column("Nội dung", 37),
    Column("Khu vực", 20),
    Column("Người phụ trách", 21),
    Column("Thời lượng", 18),
)


def columns(paper: Paper) -> tuple[Column, ...]:
    """Return the columns of a paper; that of one zone need not name it in each line."""
    return OF_ONE_ZONE if paper.zone else OF_ALL_ZONES


def campaigns(paper: Paper) -> Sequence[str]:
    """Return the lines above the table that tell what the programmes draw from; none where they draw nothing."""
    more = len(paper.campaigns) - MOST_CAMPAIGNS
    told = [*paper.campaigns[:MOST_CAMPAIGNS], *([f"và {more} đợt khác"] if more > 0 else [])]
    return [CAMPAIGNS, *(f"- {text}" for text in told)] if told else []


def cells(line: Line, *, with_zones: bool) -> Sequence[str]:
    """Return what stands beside the day."""
    start = f"{line.part}\n{written(line)}"
    zones = [line.zones] if with_zones else []
    return [start, line.programme, line.themes, *zones, line.person, f"{line.minutes} phút" if line.minutes else ""]


def day_cell(day: Day) -> str:
    """Return what stands in the day's column: the weekday, the solar and the lunar date, which holiday it is."""
    return "\n".join([day.weekday, f"{day.day:%d/%m/%Y}", *([f"({day.lunar})"] if day.lunar else []), *day.names])


def written(line: Line) -> str:
    """Return a start as it is written: 05:30, with its seconds where it has some."""
    return line.starts_at.strftime("%H:%M:%S" if line.starts_at.second else "%H:%M")
