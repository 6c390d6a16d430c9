"""Work goes on in working days only. Times are days since the first day of a forecast, as fractions."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate


class WorkTime:
    """Turns days of the calendar into days of work, and back, for `days` days from `first` on."""

    def __init__(self, first: date, days: int, works: Callable[[date], bool]) -> None:
        worked = [works(first + timedelta(at)) for at in range(days)]
        self._before = [0, *accumulate(int(one) for one in worked)]  # days of work before each day
        self._days = days

    def after(self, now: float, work: float) -> float:
        """Return when `work` days of work, begun at `now`, are done; past the end every day counts."""
        done = self._worked(now) + work
        if done >= self._before[-1]:
            return max(now, self._days + done - self._before[-1])
        day = bisect_right(self._before, done) - 1  # the last day with no more work before it is one that is worked
        return max(now, day + done - self._before[day])

    def _worked(self, now: float) -> float:
        if now >= self._days:
            return self._before[-1] + now - self._days
        day = int(now)
        works = self._before[day + 1] > self._before[day]
        return self._before[day] + (now - day if works else 0.0)
