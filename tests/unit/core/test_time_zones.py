"""Finding time zones by what people type."""

import pytest

from bot.core.time_zones import UnknownTimeZone, nearest_zones, zone_named

ZONES = {"UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Indiana/Knox", "Etc/UTC", "Asia/Kolkata"}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/BERLIN", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        (" new  york ", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("knox", "America/Indiana/Knox"),
        ("utc", "UTC"),
    ],
)
def test_zone_by_its_name_or_the_end_of_it(typed, zone):
    assert zone_named(typed, ZONES) == zone


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Berln", "Did you mean Europe/Berlin?"),
        ("Kolkatta", "Did you mean Asia/Kolkata?"),
        ("europe", "Did you mean Europe/Berlin, Europe/Dublin?"),
        ("🎉", "like Europe/Berlin"),
        ("", "like Europe/Berlin"),
        ("x" * 10_000, "like Europe/Berlin"),
    ],
)
def test_what_is_no_zone_is_answered_with_the_nearest(typed, said):
    with pytest.raises(UnknownTimeZone) as refusal:
        zone_named(typed, ZONES)
    assert said in str(refusal.value)


def test_two_zones_of_one_end_are_asked_back():
    with pytest.raises(UnknownTimeZone, match=r"America/Knox, US/Knox"):
        zone_named("knox", {"America/Knox", "US/Knox"})


def test_nearest_begin_with_what_was_typed():
    assert nearest_zones("", ZONES, 2) == ["America/Indiana/Knox", "America/New_York"]
    assert nearest_zones("new", ZONES, 5)[0] == "America/New_York"
    assert nearest_zones("indiana", ZONES, 5)[0] == "America/Indiana/Knox"
    assert len(nearest_zones("e", ZONES, 2)) == 2
