"""The banner of every page: asked for once in a while, and never of another house."""

from datetime import timedelta

import time_machine

from entregent.core.clock import now
from entregent.notify import banner
from entregent.notify.models import News


def titles(cast, name):
    return [item.title for item in banner.banner(cast.viewer(name))]


def publish(cast, house, title, **more):
    return News.objects.create(house=cast.houses[house], title=title, **more)


def test_it_is_asked_once_and_again_when_something_is_published(cast, django_assert_num_queries):
    publish(cast, "vendor", "Un")
    with django_assert_num_queries(2):  # what is for all, and whether anything is for some
        assert titles(cast, "agent") == titles(cast, "agent") == ["Un"]
    with django_assert_num_queries(1):
        assert titles(cast, "technicien") == titles(cast, "responsable") == ["Un"]
    publish(cast, "vendor", "Deux")
    assert set(titles(cast, "agent")) == {"Un", "Deux"}
    News.objects.unscoped("test").first().delete()
    assert len(titles(cast, "agent")) == 1


def test_what_was_asked_before_the_commit_is_asked_again(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(cast, "vendor", "Un")
        assert titles(cast, "agent") == ["Un"]
        assert banner._kept
    assert banner._kept == {}


def test_each_house_and_each_side_has_its_own(cast):
    publish(cast, "vendor", "Pour tous")
    publish(cast, "vendor", "Pour le support", for_customers=False)
    publish(cast, "rival", "Ailleurs")
    assert titles(cast, "agent") == ["Pour tous"]
    assert set(titles(cast, "technicien")) == {"Pour tous", "Pour le support"}
    assert titles(cast, "etranger") == ["Ailleurs"]


def test_what_ends_leaves_at_its_time(cast):
    publish(cast, "vendor", "Bref", ends_at=now() + timedelta(seconds=5))
    publish(cast, "vendor", "Demain", starts_at=now() + timedelta(days=1))
    assert titles(cast, "technicien") == ["Bref"]
    with time_machine.travel(now() + timedelta(seconds=6)):
        assert titles(cast, "technicien") == []
