"""Assessments worked out in exact fractions, and in fifty digits where roots come in.

Reads cases from its input, one JSON object a line, as Tests/ProgressTests/ExactTests.swift writes
them: a target, the indicator's bounds, the figures in force, and what Progress made of them. It
knows the published methods and nothing of Peil's code. It names differences and exits with 1, or says
how many cases agree.
"""

import datetime
import json
import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from math import ceil

getcontext().prec = 50
DAYS = Fraction(3652425, 10000)
PER_YEAR = {"A": 1, "A2": Fraction(1, 2), "SY": 1, "S": 2, "Q": 4, "M": 12}
PER_YEAR |= {"W": DAYS / 7, "D": DAYS}
PARTS = {"S": 2, "Q": 4, "M": 12}


def exact(number):
    return None if number is None else Fraction(number)


def decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def decimals(*numbers):
    """The most decimals of numbers that end in decimal."""
    most = 0
    for number in numbers:
        places = 0
        while (number * 10**places).denominator != 1:
            places += 1
        most = max(most, places)
    return most


def rounded(number, places):
    """Half away from zero; and what else it may be, where it lies just below a half: for such a
    remainder binary numbers cannot tell whether it is one."""
    scaled = abs(Fraction(number)) * 10**places
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    sign = -1 if number < 0 else 1
    up, down = sign * Fraction(whole + 1, 10**places), sign * Fraction(whole, 10**places)
    if Fraction(49999, 100000) <= rest < Fraction(1, 2):
        return {up, down}
    return {up if rest >= Fraction(1, 2) else down}


class Period:
    def __init__(self, text, frequency):
        self.text, self.frequency = text, frequency
        year = int(text[:4])
        if frequency in ("A", "A2", "SY"):
            self.ordinal, self.end = year, Fraction(year + 1)
        elif frequency in PARTS:
            part = int(text[-2:]) if frequency == "M" else int(text[-1:])
            self.ordinal = year * PARTS[frequency] + part - 1
            self.end = year + Fraction(part, PARTS[frequency])
        elif frequency == "W":
            week = int(text[-2:])
            self.ordinal = datetime.date.fromisocalendar(year, week, 1).toordinal() // 7
            weeks = datetime.date(year, 12, 28).isocalendar()[1]
            self.end = year + Fraction(week, weeks)
        else:
            day = datetime.date.fromisoformat(text)
            self.ordinal = day.toordinal()
            first = datetime.date(year, 1, 1).toordinal()
            length = datetime.date(year + 1, 1, 1).toordinal() - first
            self.end = year + Fraction(day.toordinal() - first + 1, length)

    def advanced(self, count):
        number = self.ordinal + count
        if self.frequency == "A":
            return str(number)
        if self.frequency == "A2":
            number = self.ordinal + 2 * count
            return f"{number}/{number + 2}"
        if self.frequency == "SY":
            return f"{number}/{(number + 1) % 100:02}"
        if self.frequency in PARTS:
            year, part = divmod(number, PARTS[self.frequency])
            letter = {"S": "S", "Q": "Q", "M": ""}[self.frequency]
            return f"{year}-{letter}{part + 1:02}" if not letter else f"{year}-{letter}{part + 1}"
        day = datetime.date.fromordinal(number * 7 + 1 if self.frequency == "W" else number)
        if self.frequency == "W":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        return day.isoformat()


class Figure:
    def __init__(self, given, frequency):
        self.period = Period(given["period"], frequency)
        self.value = exact(given.get("value"))
        self.flags = given["status"]
        self.definition = given.get("definition")
        self.counts = self.value is not None and "F" not in self.flags


class Case:
    def __init__(self, given):
        self.target = target = given["target"]
        self.minimum, self.maximum = exact(given.get("minimum")), exact(given.get("maximum"))
        self.frequency = given["frequency"]
        self.figures = [Figure(one, self.frequency) for one in given["figures"]]
        self.counting = [figure for figure in self.figures if figure.counts]
        self.d = 1 if target["direction"] == "at_least" else -1
        self.method = target.get("method", "linear")
        self.tolerance = exact(target.get("tolerance", 0))
        self.deadline = None
        if "deadline" in target:
            self.deadline = self.period(target["deadline"])
        self.result, self.unrounded = {"method": self.method}, {}

    def period(self, text):
        return Period(text, "A" if len(text) == 4 else self.frequency)

    def baseline(self):
        """Where it begins: (end, value, figure or None), or None."""
        if "baseline" not in self.target:
            first = self.counting[0]
            return first.period.text, first.period.end, first.value, first
        stated = self.period(self.target["baseline"])
        later = [one for one in self.counting if one.period.end >= stated.end]
        if later and later[0].period.end == stated.end:
            return later[0].period.text, later[0].period.end, later[0].value, later[0]
        if "baselineValue" in self.target:
            return stated.text, stated.end, exact(self.target["baselineValue"]), None
        if later:
            return later[0].period.text, later[0].period.end, later[0].value, later[0]
        return None

    def meets(self, value):
        places = decimals(value, self.goal, self.tolerance)
        return max(rounded(self.d * (value - self.goal), places)) >= -self.tolerance

    def assess(self):
        result = self.result
        if not self.counting:
            return self.unavailable("no_figure")
        latest = self.counting[-1]
        self.yt, self.t = latest.value, latest.period.end
        base = self.baseline()
        self.goal = None
        if self.deadline is not None:
            self.goal = exact(self.target["value"])
            if self.target.get("relative"):
                self.goal = None if base is None else base[2] * (1 + self.goal / 100)
        self.left = None if self.deadline is None else self.deadline.end - self.t
        met = self.goal is not None and self.meets(self.yt)
        self.what_remains(met)
        if self.method != "trend" or self.target.get("relative"):
            if base is None:
                return self.unavailable("no_baseline")
            result["baseline"] = {"period": base[0], "value": base[2]}
        reason, category = self.measure(latest, base)
        if met:
            run = latest
            for figure in reversed(self.counting):
                if not self.meets(figure.value):
                    break
                run = figure
            result.update(category="target_achieved", eta=run.period.text)
            if self.method == "cagr":
                result["score"] = 5
        elif self.left is not None and self.left <= 0:
            result["category"] = "missed"
        elif reason:
            self.unavailable(reason)
        else:
            result["category"] = category

    def unavailable(self, reason):
        self.result.update(category="not_available", reason=reason)

    def what_remains(self, met):
        if self.goal is None:
            return
        self.result["gap"] = self.d * (self.goal - self.yt)
        if met:
            self.result["requiredPace"] = 0
            if self.method == "cagr":
                self.result["requiredRate"] = 0
        elif self.left > 0:
            places = decimals(self.goal, self.yt) + 1
            self.result["requiredPace"] = rounded((self.goal - self.yt) / self.left, places)
            goal = self.goal or Fraction(1, 1000)
            if self.method == "cagr" and self.yt * goal > 0:
                rate = power(goal / self.yt, 1 / self.left) - 1
                self.result["requiredRate"] = rounded(rate, 9)

    def measure(self, latest, base):
        if self.method == "trend":
            window = self.counting[-6:]
            if len(window) < 4:
                return "too_few_figures", None
            first = window[0]
            base = (first.period.text, first.period.end, first.value, first)
        _, self.t0, self.y0, start = base
        self.years = self.t - self.t0
        if self.years <= 0:
            return "one_figure", None
        obstacle = self.obstacle(start, latest)
        if obstacle and not self.target.get("acrossBreaks"):
            return obstacle, None
        self.span = None if self.deadline is None else self.deadline.end - self.t0
        found = getattr(self, self.method)()
        if obstacle and self.paced:
            self.result["acrossBreak"] = True
        return found

    def obstacle(self, start, latest):
        for figure in self.figures:
            if self.t0 < figure.period.end <= self.t and "B" in figure.flags:
                return "break"
        start_flags = start.flags if start else ""
        if ("D" in start_flags) != ("D" in latest.flags):
            return "definition"
        return "definition" if start and start.definition != latest.definition else None

    paced = False

    def pace(self, projection, years):
        """What every method gives, once it has a pace. Nil years: nobody comes there."""
        self.paced = True
        self.unrounded["projection"] = projection
        if self.left > 0:
            places = decimals(self.y0, self.yt, self.goal) + 1
            self.result["projection"] = {
                min(max(value, self.minimum if self.minimum is not None else value),
                    self.maximum if self.maximum is not None else value)
                for value in rounded(projection, places)
            }
        if years is None or not 0 <= years <= 100:
            self.result["eta"] = "never"
            return
        self.unrounded["yearsToGoal"] = years
        per_year = PER_YEAR[self.frequency]
        latest, soonest = self.counting[-1].period, Fraction(years) - Fraction(1, 10**9) / per_year
        # As long as time has them: a week of 2026 is 1/53 of a year.
        periods = max(0, ceil(Fraction(years) * per_year) - 8)
        reached = lambda count: Period(latest.advanced(count), self.frequency).end - latest.end
        while reached(periods) < soonest:
            periods += 1
        self.result["eta"] = latest.advanced(periods)

    def rate(self, pace, needed, bands):
        """R and its category, where the start is before the deadline."""
        if self.span <= 0:
            return None, "missed"
        if needed == 0:
            return "base_is_target", None
        ratio = self.d * pace / abs(needed)
        self.unrounded["ratio"] = ratio
        self.result["ratio"] = rounded(ratio, 9)
        value = max(self.result["ratio"])
        for limit, category in bands[:-1]:
            if value >= limit:
                return None, category
        return None, bands[-1]

    CANADA = [
        (Fraction("0.95"), "substantial_progress"), (Fraction("0.6"), "moderate_progress"),
        (Fraction(0), "limited_progress"), "deterioration",
    ]
    EUROSTAT = [
        (Fraction("0.95"), "significant_progress"), (Fraction("0.6"), "moderate_progress"),
        (Fraction(0), "moderate_deterioration"), "significant_deterioration",
    ]

    def linear(self):
        pace = (self.yt - self.y0) / self.years
        self.unrounded["pace"] = pace
        self.pace(self.yt + pace * self.left, (self.goal - self.yt) / pace if pace else None)
        needed = (self.goal - self.y0) / self.span if self.span > 0 else None
        return self.rate(pace, needed, self.CANADA)

    def trend(self):
        slope = (self.yt - self.y0) / self.years
        self.unrounded["pace"] = slope
        projection = self.yt + slope * self.left
        missing = self.goal - self.yt
        self.pace(projection, missing / slope if slope else None)
        if self.left <= 0 or self.d * missing <= 0:
            return None, "missed"
        self.result["deviation"] = rounded((self.goal - projection) / missing, 9)
        deviation = max(self.result["deviation"])
        if self.d * slope < 0:
            return None, "deterioration"
        if slope == 0 or deviation > Fraction("0.2"):
            return None, "off"
        return None, "on_track" if deviation < Fraction("0.05") else "slightly_off"

    def logistic(self):
        ceiling = self.maximum if self.maximum is not None else Fraction(100)
        inside = lambda value: 0 < value < ceiling
        logit = lambda value: decimal(value / (ceiling - value)).ln()
        if not (inside(self.y0) and inside(self.yt)):
            return "at_bound", None
        k = Fraction(logit(self.yt) - logit(self.y0)) / self.years
        self.unrounded["pace"] = k
        self.result["k"] = rounded(k, 9)
        exponent = logit(self.yt) + decimal(k * self.left)
        projection = Fraction(decimal(ceiling) / (1 + (-exponent).exp()))
        years = None
        if inside(self.goal) and k:
            years = Fraction(logit(self.goal) - logit(self.yt)) / k
        self.pace(projection, years)
        if not inside(self.goal):
            return "target_at_limit", None
        needed = None
        if self.span > 0:
            needed = Fraction(logit(self.goal) - logit(self.y0)) / self.span
        return self.rate(k, needed, self.CANADA)

    def cagr(self):
        zero = Fraction(1, 1000)
        base = self.y0 or zero
        if self.years < 1:
            return "too_short", None
        if base * self.yt < 0:
            return "sign_change", None
        sign = -1 if base < 0 else 1
        eurostat = self.target.get("thresholds") == "eurostat"
        growth = power(self.yt / base, 1 / self.years) - 1
        if self.deadline is None:
            return self.direction(base, sign * self.d * growth, growth, eurostat)
        goal = self.goal or zero
        if base * goal < 0:
            return "sign_change", None
        self.unrounded["pace"] = growth
        projection = self.yt * power(1 + growth, self.left) if self.yt else Fraction(0)
        years = None
        if self.yt and growth:
            years = Fraction(decimal(goal / self.yt).ln() / decimal(1 + growth).ln())
        self.pace(projection, years)
        needed = power(goal / base, 1 / self.span) - 1 if self.span > 0 else None
        found = self.rate(
            sign * growth, needed, self.EUROSTAT if eurostat else self.CANADA)
        if "ratio" in self.result:
            ratio = max(self.result["ratio"])
            if eurostat:
                above = ratio >= Fraction("0.6")
                score = (5 / Fraction("0.7") * (ratio - Fraction("0.6")) if above
                         else 5 / Fraction("1.2") * (ratio + Fraction("0.6")) - 5)
            elif ratio >= Fraction("0.6"):
                score = Fraction("7.1429") * ratio - Fraction("4.2857")
            else:
                score = Fraction("4.1667") * ratio - Fraction("2.5")
            self.result["score"] = rounded(min(max(score, -5), 5), 9)
        return found

    def direction(self, base, rate, growth, eurostat):
        """Without a target value."""
        self.paced = True
        self.unrounded["pace"] = growth
        self.result["rate"] = rounded(rate, 9)
        value = max(self.result["rate"])
        limit, size, c = exact(self.target.get("limit")), abs(base), Fraction(1)
        if limit is not None and size < 2 * abs(limit):
            near = size if size <= abs(limit) else 2 * abs(limit) - size
            c = 1 - power(near / abs(limit), Fraction("4.44"))
        if eurostat:
            return self.eurostat_direction(value, c)
        if value >= Fraction("0.015") * c:
            category, score = "substantial_progress", (500 * value / c - 5 if c else 5)
        elif value >= Fraction("0.005") * c:
            category, score = "moderate_progress", 250 * value / c - Fraction("1.25")
        elif value >= 0:
            category, score = "limited_progress", 500 * value / c - Fraction("2.5")
        else:
            category, score = "deterioration", 125 * value - Fraction("2.5")
        self.result["score"] = rounded(min(max(score, -5), 5), 9)
        return None, category

    def eurostat_direction(self, value, c):
        if c == 0 and value >= 0:
            category, score = "significant_progress", Fraction(5)
        else:
            score = 250 * value / c if value >= 0 else 250 * value
            steps = [(Fraction("0.01"), "significant_progress"),
                     (Fraction("0.001"), "moderate_progress")]
            category = next((name for limit, name in steps if value > limit * c), None)
            if category is None:
                category = ("no_progress" if value >= Fraction("-0.001") * c
                            else "moderate_deterioration" if value >= Fraction("-0.01") * c
                            else "significant_deterioration")
        self.result["score"] = rounded(min(max(score, -5), 5), 9)
        return None, category


def power(base, exponent):
    if base == 0:
        return Fraction(0)
    return Fraction((decimal(Fraction(base)).ln() * decimal(Fraction(exponent))).exp())


def allows(expected, found):
    """Whether what Progress says is what is expected; a set names what it may be."""
    if isinstance(expected, set):
        if len(expected) == 0:
            return found is None
        # A Double has some sixteen digits, of which a power can cost some.
        return found is not None and any(
            abs(exact(found) - one) <= abs(one) * Fraction(1, 10**12) for one in expected)
    if isinstance(expected, dict):
        return found is not None and found["period"] == expected["period"] and allows(
            {expected["value"]}, found["value"])
    if isinstance(expected, (Fraction, int)) and not isinstance(expected, bool):
        return allows({Fraction(expected)}, found)
    return found == expected


def main():
    count, compared, reasons, differences = 0, 0, set(), []
    for line in sys.stdin:
        given = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        case = Case(given)
        case.assess()
        found = given["assessment"]
        for name in sorted(set(case.result) | set(found)):
            if not allows(case.result.get(name), found.get(name)):
                differences.append(
                    f"{name}: {found.get(name)}, not {case.result.get(name)} in {line.strip()}")
        for name, value in given["unrounded"].items():
            expected = case.unrounded.get(name)
            if expected is None:
                continue
            compared += 1
            scale = max(abs(expected), Fraction(1))
            if abs(exact(value) - expected) > scale * Fraction(1, 10**12):
                differences.append(f"unrounded {name}: {value}, not {float(expected)} in {line}")
        reasons.add(found.get("reason") or found["category"])
        count += 1
    for difference in differences[:20]:
        print(difference)
    if differences:
        print(f"{len(differences)} differences in {count} cases")
        sys.exit(1)
    print(f"{count} cases agree, {compared} numbers before rounding; {' '.join(sorted(reasons))}")


main()
