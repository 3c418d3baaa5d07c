import pytest

from entregent.questions.models import Form


@pytest.fixture
def form(scenery):
    """The list of questions about a product of the publisher."""
    return Form.objects.unscoped("test").get(house=scenery.cast.houses["vendor"], use="")


@pytest.fixture
def manager(scenery):
    return scenery.cast.viewer("responsable")
