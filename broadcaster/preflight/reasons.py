"""Why an item of an occurrence will not air as planned in one zone, and what to do about it; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from broadcaster.facts import Facts
from broadcaster.preflight.values import Finding, Kind, Where
from content.clearance import Barred, Cleared, Fillable, Standing
from playlists import cutoff, relay_items
from playlists.cutoff import Late
from playlists.placing import NO_TIME
from playlists.priority import Priority
from playlists.rundown import Awaited, Coming, Lost, Refused, Rundown, Slot
from playlists.year.mourning import MUSIC_UNDER_WORDS, NO_MUSIC
from station import clock

VOICED_AHEAD = timedelta(hours=26)  # lines of what comes later are not asked of the voices yet
NAMED = 3  # titles in one sentence
DROPPED = "mục này sẽ bị bỏ"
SILENT = "không phải làm gì"


@dataclass(frozen=True)
class Known:
    """What was found out beside the plan: clips by their hash, relays by their source, each with what is wrong.

    `unapprovable`: announcements that nobody but their authors may approve. `fallbacks`: the relays for which
    something else is aired while they fail, by playlist and line. `cut_off`: how long before its start an occurrence
    is settled.
    """

    clips: Mapping[str, str]
    relays: Mapping[int, str]
    unapprovable: frozenset[int] = frozenset()
    fallbacks: frozenset[tuple[int, str]] = frozenset()
    cut_off: timedelta = timedelta(0)


@dataclass(frozen=True)
class _Trouble:
    """What is wrong with one item: several with one cause are told together."""

    kind: Kind
    title: str
    cause: str
    advice: str
    where: Where
    number: int


def of(rundown: Rundown, facts: Facts, known: Known, *, now: datetime, timezone: tzinfo) -> list[Finding]:
    """Return why an occurrence would not air as planned in a zone."""
    judge = _Judge(rundown, facts, known, now, timezone)
    troubles = [trouble for each in rundown.coming if (trouble := judge.trouble(each)) is not None]
    found = _told(troubles)
    awaits = any(isinstance(each, Awaited) for each in rundown.coming)
    if not rundown.slots and not awaits and not _is_silent_on_purpose(found):
        found.append(_empty(rundown))
    return found


@dataclass(frozen=True)
class _Judge:
    rundown: Rundown
    facts: Facts
    known: Known
    now: datetime
    timezone: tzinfo

    @property
    def day(self) -> date:
        return clock.local(self.rundown.occurrence.starts_at, self.timezone).date()

    def trouble(self, coming: Coming) -> _Trouble | None:
        """Return what is wrong with an item, None when it airs or is not meant to."""
        match coming:
            case Slot():
                return self._of_sound(coming)
            case Lost():
                return self._of_lost(coming)
            case Refused():
                return self._of_refused(coming)
            case Awaited():
                return None  # whether somebody will speak is known when the slot comes

    def _of_sound(self, slot: Slot) -> _Trouble | None:
        if source := relay_items.source_of(slot.announcement_id):
            if why := self.known.relays.get(source):
                advice = f"hãy nghe thử và báo nguồn, {self._instead_of_relay(slot.key)}"
                return _Trouble(Kind.RELAY, slot.title, why, advice, Where.RELAY, source)
        elif why := self.known.clips.get(slot.clip_sha256):
            advice = f"hãy cho đọc lại rồi duyệt lại, nếu không {DROPPED}"
            return _Trouble(Kind.CLIP, slot.title, why, advice, Where.ANNOUNCEMENT, slot.announcement_id)
        return None

    def _instead_of_relay(self, key: str) -> str:
        has_fallback = (self.rundown.occurrence.playlist_id, key) in self.known.fallbacks
        return "tạm thời sẽ phát danh sách dự phòng" if has_fallback else "nếu không khu vực sẽ im lặng trong giờ đó"

    def _of_lost(self, lost: Lost) -> _Trouble | None:
        occurrence = self.rundown.occurrence
        if occurrence.priority <= Priority.FILLER:
            return None  # background sound makes way, as it is meant to
        advice = f"{DROPPED}; hãy đổi giờ một trong hai chương trình"
        return _Trouble(Kind.COVERED, lost.slot.title, lost.reason, advice, Where.PROGRAMME, occurrence.programme_id)

    def _of_refused(self, refused: Refused) -> _Trouble | None:
        place = (self.rundown.occurrence.key, self.rundown.zone_id)
        stands = {**self.facts.standings, **self.facts.standings_there.get(place, {})}.get(refused.announcement_id)
        if stands is None:
            advice = "hãy sửa danh sách phát"
            playlist = self.rundown.occurrence.playlist_id
            return _Trouble(Kind.GONE, "Một mục", refused.reason, advice, Where.PLAYLIST, playlist)
        if stands.refusal(zone_id=self.rundown.zone_id, on=self.day):
            return self._of_standing(stands, refused)
        return self._of_place(refused, place)

    def _of_standing(self, stands: Standing, refused: Refused) -> _Trouble | None:
        if source := relay_items.source_of(refused.announcement_id):
            advice = "hãy nhờ người có quyền duyệt nguồn, nếu không khu vực sẽ im lặng trong giờ đó"
            return _Trouble(Kind.RELAY, refused.title, refused.reason, advice, Where.RELAY, source)
        number = refused.announcement_id
        if isinstance(stands, Barred):
            return self._of_barred(stands, refused.key)
        approved = stands.approved if isinstance(stands, Fillable) else stands
        if why := self._expired(approved):
            advice = f"{DROPPED}; hãy gia hạn và duyệt lại, hoặc bỏ khỏi danh sách phát"
            return _Trouble(Kind.EXPIRED, stands.title, why, advice, Where.ANNOUNCEMENT, number)
        if approved.refusal(zone_id=self.rundown.zone_id, on=self.day):
            return None  # for other zones, or for later days: left out on purpose
        if self.rundown.occurrence.starts_at - self.now > VOICED_AHEAD:
            return None
        advice = f"hãy xem bộ đọc có chạy không; nếu không kịp, {DROPPED}"
        return _Trouble(Kind.LINE, stands.title, refused.reason, advice, Where.ANNOUNCEMENT, number)

    def _of_barred(self, stands: Barred, key: str) -> _Trouble:
        number, title = stands.announcement_id, stands.title
        if stands.reason == NO_MUSIC:
            return _Trouble(Kind.MOURNING, title, NO_MUSIC, SILENT, Where.ANNOUNCEMENT, number)
        if stands.reason == MUSIC_UNDER_WORDS:
            advice = f"{DROPPED}; hãy sửa bản tin, bỏ nhạc nền rồi duyệt lại nếu muốn lời vẫn được phát"
            return _Trouble(Kind.EXPIRED, title, stands.reason, advice, Where.ANNOUNCEMENT, number)
        if not stands.is_pending:
            advice = f"{DROPPED}; hãy bỏ khỏi danh sách phát, hoặc soạn và duyệt lại"
            return _Trouble(Kind.EXPIRED, title, stands.reason, advice, Where.ANNOUNCEMENT, number)
        cause = (
            stands.stands.reason if isinstance(stands, Late) and isinstance(stands.stands, Barred) else stands.reason
        )
        if number in self.known.unapprovable:
            cause += " và ngoài người soạn không còn ai có quyền duyệt"
        return _Trouble(Kind.UNAPPROVED, title, cause, self._deadline(key), Where.ANNOUNCEMENT, number)

    def _deadline(self, key: str) -> str:
        """Return what to do about an announcement without approval, and what airs otherwise."""
        instead = self._instead(key)
        otherwise = f"sẽ phát {instead} thay" if instead else DROPPED
        until = self.rundown.occurrence.starts_at - self.known.cut_off
        if until <= self.now:
            return f"đã quá hạn chót, {otherwise}"
        return f"hãy duyệt trước {clock.local(until, self.timezone):%H:%M ngày %d/%m}, quá hạn {otherwise}"

    def _instead(self, key: str) -> str:
        """Return the titles of what airs in an item's place, "" when nothing does."""
        lines = self.facts.lines_in((self.rundown.occurrence.key, self.rundown.zone_id))
        found = (self.facts.standings.get(number) for number in cutoff.stand_ins(key, lines))
        return ", ".join(f"«{stands.title}»" for stands in found if stands is not None)

    def _expired(self, approved: Cleared) -> str:
        until = approved.valid_until
        return f"hết hiệu lực sau ngày {until:%d/%m/%Y}" if until and self.day > until else ""

    def _of_place(self, refused: Refused, place: tuple[str, int]) -> _Trouble:
        occurrence, limit = self.rundown.occurrence, self.facts.limits.get(place)
        ours = (Where.PROGRAMME, occurrence.programme_id)
        if refused.reason == NO_TIME:
            end = occurrence.ends_by
            by = f"giờ phải kết thúc {clock.local(end, self.timezone):%H:%M}" if end else "chương trình sau"
            advice = f"{DROPPED}; hãy rút ngắn danh sách phát hoặc lùi giờ kết thúc"
            return _Trouble(Kind.TOO_LONG, refused.title, f"không kịp xong trước {by}", advice, *ours)
        if refused.reason == NO_MUSIC:
            return _Trouble(Kind.MOURNING, refused.title, NO_MUSIC, SILENT, *ours)
        if limit and refused.reason == limit[2]:
            advice = "sẽ không phát; hãy bớt chương trình hoặc rút ngắn danh sách phát"
            return _Trouble(Kind.CAP, refused.title, refused.reason, advice, *ours)
        if refused.reason in {why for _, _, why in self.facts.barred.get(place[1], ())}:
            advice = "sẽ không phát; hãy đổi giờ chương trình"
            return _Trouble(Kind.GUARD, refused.title, refused.reason, advice, *ours)
        advice = f"{DROPPED}; hãy đổi giờ một trong hai chương trình"
        return _Trouble(Kind.COVERED, refused.title, refused.reason, advice, *ours)


def _told(troubles: Iterable[_Trouble]) -> list[Finding]:
    """Return one finding for each cause, with the titles of what it is about."""
    together: dict[tuple[Kind, str, str], list[_Trouble]] = {}
    for each in troubles:
        together.setdefault((each.kind, each.cause, each.advice), []).append(each)
    found = []
    for (kind, cause, advice), about in together.items():
        titles = [f"«{title}»" for title in dict.fromkeys(each.title for each in about)]
        more = f" và {len(titles) - NAMED} mục khác" if len(titles) > NAMED else ""
        sentence = f"{', '.join(titles[:NAMED])}{more}: {cause}; {advice}."
        found.append(Finding(kind, sentence, about[0].where, about[0].number))
    return found


def _is_silent_on_purpose(found: Iterable[Finding]) -> bool:
    return {each.kind for each in found} == {Kind.MOURNING}


def _empty(rundown: Rundown) -> Finding:
    sentence = "Không có gì để phát ở khu vực này; hãy thêm bản tin đã duyệt cho khu vực vào danh sách phát."
    return Finding(Kind.EMPTY, sentence, Where.PLAYLIST, rundown.occurrence.playlist_id)
