"""Describes a date of a passage for the scorer of `dates.py`: what kind of date it is and what stands around it.

In: the passage, its title, its publication day and the date forms found in it. Out: one mapping of features for each
form. No feature is a name or a date of the world.
"""

import re
from collections.abc import Sequence
from datetime import date

from pactwatch import date_cues as cues
from pactwatch.date_forms import DateForm
from pactwatch.date_scene import Passage, Scene, find_names

Features = dict[str, float]
# Rulings, not odds: expiry dates are terms; forecasts, founding years and names of laws are no events.
RULED_OUT = ("birth_or_law", "expiry", "idle_today")

_VAGUE = frozenset({"period", "weekend", "season", "rest_of_year", "ago", "years_on", "day_word", "this_quarter"})
_WORDED = frozenset({"period", "day_word", "this_quarter", "season"})
_FIXED = frozenset({"day", "day_month", "month_year", "quarter", "year"})
_DISTANCES = (("far_ahead", -400), ("ahead", 0), ("days", 8), ("weeks", 45), ("months", 200), ("year", 550))


def describe_forms(text: str, title: str, published: date | None, forms: Sequence[DateForm]) -> list[Features]:
    """Return the features of each form, in the order of `forms`; features of value zero are left out."""
    passage = Passage(text, title)
    values = {form.reading.value for form in forms}
    shared = {
        "bias": 1.0,
        "spoken_title": float(bool(cues.SPOKEN_TITLE.search(title))),
        "no_title": float(not title),
    }
    described = []
    for place, form in enumerate(forms):
        scene = passage.cut(form.start_char, form.end_char)
        features = shared | _describe_kind(text, form, published) | _describe_words(scene)
        features |= _describe_names(scene, passage)
        features |= _describe_place(scene, form, len(text)) | _describe_rivals(place, form, values)
        features |= _describe_neighbours(text, form, scene)
        is_term_or_forecast = bool(features["end"] or features["accounts"])
        features["expiry"] = float(is_term_or_forecast and _is_fixed_and_ahead(form, published))
        group = f"vague_{form.reading.precision}" if form.name in _VAGUE else form.reading.precision
        for name in ("first_sentence", "no_names_clause", "no_title_sentence"):
            features[f"{name}:{group}"] = features[name]
        described.append({name: value for name, value in features.items() if value})
    return described


def _is_fixed_and_ahead(form: DateForm, published: date | None) -> bool:
    """Whether the form is a calendar date to come, or a year more than a year away."""
    if form.name not in _FIXED or published is None:
        return False
    limit = str(published.year + 1) if form.name == "year" else published.isoformat()
    return form.reading.value > limit


def _describe_kind(text: str, form: DateForm, published: date | None) -> Features:
    words = re.findall(r"[\w'’]+", text[form.start_char : form.end_char].lower())
    lead = words[0] if len(words) > 1 and words[0] in cues.LEADS else _find_lead(text, form.start_char)
    when = _find_distance(form, published)
    precision = form.reading.precision
    features = {f"form:{form.name}", f"lead:{lead}", f"when:{when}", f"{precision}:{when}", f"{precision}:{lead}"}
    if form.name in _WORDED:
        features.add(f"word:{words[0]}")
    if form.name in ("period", "ago"):
        features.add(f"unit:{words[-1]}")
    return dict.fromkeys(features, 1.0)


def _find_lead(text: str, start: int) -> str:
    found = re.search(r"([\w'’]+)[\s-]+$", text[max(0, start - 24) : start])
    if not found:
        return "opening"
    return found[1].lower() if found[1].lower() in cues.LEADS else "other"


def _find_distance(form: DateForm, published: date | None) -> str:
    """Name how far the form's date lies from publication: `now` where it holds that day, else a step back or ahead."""
    if published is None:
        return "unknown"
    value = form.reading.value
    if value == published.isoformat():
        return "same_day"
    if published.isoformat().startswith(value) or value == f"{published.year}-Q{(published.month + 2) // 3}":
        return "now"
    if len(value) == 10:
        days = (published - date.fromisoformat(value)).days
    else:
        month = 3 * int(value[-1]) - 1 if "Q" in value else int(value[5:7] or 6)
        days = (published - date(int(value[:4]), month, 15)).days
    near = next((name for name, limit in _DISTANCES if days < limit), "")
    return near or ("years" if days < 1400 else "old")


def _describe_words(scene: Scene) -> Features:
    features: Features = {}
    for name, pattern in cues.WORDS.items():
        features[f"clause_before:{name}"] = float(bool(pattern.search(scene.clause_before)))
        features[f"clause_after:{name}"] = float(bool(pattern.search(scene.clause_after)))
    return features


def _describe_names(scene: Scene, passage: Passage) -> Features:
    sentence, clause = find_names(scene.sentence), find_names(scene.clause)
    return {
        "names_sentence": min(len(sentence), 5) / 2,
        "names_clause": min(len(clause), 4) / 2,
        "no_names_sentence": float(not sentence),
        "no_names_clause": float(not clause),
        "title_sentence": min(len(sentence & passage.title_names), 3) / 2,
        "title_clause": min(len(clause & passage.title_names), 2) / 2,
        "no_title_sentence": float(not sentence & passage.title_names),
        "repeats_first": float(scene.place > 0 and bool(sentence & passage.first_names)),
        "sum_sentence": float(bool(cues.SUM.search(scene.sentence))),
        "sum_clause": float(bool(cues.SUM.search(scene.clause))),
    }


def _describe_place(scene: Scene, form: DateForm, length: int) -> Features:
    return {
        "first_sentence": float(scene.place == 0),
        "last_sentence": float(scene.is_last),
        "only_sentence": float(scene.is_last and scene.place == 0),
        f"place:{min(scene.place, 4)}": 1.0,
        "share": form.start_char / length,
        "depth": min(form.start_char, 800) / 400,
        "short_sentence": float(len(scene.sentence) < 60),
        "opens_sentence": float(len(scene.before) < 3),
        "closes_sentence": float(len(scene.after) < 3),
    }


def _describe_rivals(place: int, form: DateForm, values: set[str]) -> Features:
    value = form.reading.value
    return {
        "alone": float(len(values) == 1),
        "rivals": min(len(values) - 1, 5) / 2,
        "first_of_many": float(place == 0 and len(values) > 1),
        "has_finer": float(any(other.startswith(f"{value}-") for other in values)),
        "has_coarser": float(value[:4] in values and len(value) > 4 or value[:7] in values and len(value) > 7),
    }


def _describe_neighbours(text: str, form: DateForm, scene: Scene) -> Features:
    before, after = text[max(0, form.start_char - 60) : form.start_char], text[form.end_char : form.end_char + 40]
    own = text[form.start_char : form.end_char]
    lead = before + own[:3] if own.lower().startswith("on ") else before
    is_year, is_possessive = form.reading.precision == "year", after.startswith(("'s", "’s"))
    is_event_today = cues.TODAY_EVENT.search(before) or cues.TODAY_VERB.match(after) or is_possessive
    marks = {
        "end": cues.END.search(before) or cues.OWN_END.match(own),
        "birth_or_law": cues.BIRTH_OR_LAW.search(before),
        "accounts": cues.ACCOUNTS.search(before),
        "year_of_something": is_year and cues.YEAR_OF_SOMETHING.match(after),
        "year_possessive": is_year and is_possessive,
        "possessive": is_possessive,
        "noun_follows": re.match(r"\s[a-z]", after) and not cues.FUNCTION_WORD.match(after),
        "mark_follows": re.match(r"[,.;:)]", after),
        "idle_today": own.lower() == "today" and not is_event_today,
        "said_then": cues.SAID.search(lead),
        "reported_then": cues.REPORTED.search(lead),
        "said_after": form.name == "weekday" and cues.SAID_AFTER.match(after),
        "indefinite": cues.INDEFINITE.search(before),
        "asked": scene.after.rstrip().endswith("?"),
        "quoted": scene.before.count("“") > scene.before.count("”") or scene.before.count('"') % 2 == 1,
        "in_brackets": before.rfind("(") > before.rfind(")"),
    }
    return {name: float(bool(found)) for name, found in marks.items()}
