"""Tables of the checks: each run, and what it found of each occurrence in each zone."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Instant


class PreflightRun(Base):
    """One check of a commune day: who asked for it when, and what was found of the station as a whole."""

    __tablename__ = "preflight_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    total: Mapped[int] = mapped_column(default=0)
    red: Mapped[int] = mapped_column(default=0)
    findings: Mapped[list[dict[str, str | int]]] = mapped_column(JSON, default=list)


class PreflightRow(Base):
    """What a check found of one occurrence in one zone; no findings: it would air as planned."""

    __tablename__ = "preflight_row"
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("preflight_run.id", ondelete="CASCADE"), index=True)
    occurrence: Mapped[str] = mapped_column(String(60))
    programme_id: Mapped[int]
    programme_name: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    zone_id: Mapped[int]
    zone_name: Mapped[str] = mapped_column(String(120))
    findings: Mapped[list[dict[str, str | int]]] = mapped_column(JSON)
