"""Pages of files as pictures, and the words in them: in the confined process, kept by fingerprint."""

import io
from hashlib import sha256

import pytest
from django.urls import reverse
from PIL import Image

from entregent.audit.search import history_of
from entregent.files import pages, sweeping, texts
from entregent.files.models import File
from entregent.files.storage import store
from tests.files import corpus, papers
from tests.files.sender import browser

PDF, TIFF = "application/pdf", "image/tiff"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def keep(arrive):
    """A file of the agent, whose bytes are kept."""

    def of(content, kind=PDF, name="a.pdf", **more):
        digest = sha256(content).hexdigest()
        path = store().path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return arrive(content=content, kind=kind, name=name, **more)

    return of


@pytest.fixture
def drawn(monkeypatch):
    """How often the child was asked to draw."""
    asked, real = [], pages.ask
    monkeypatch.setattr(pages, "ask", lambda *given: asked.append(given) or real(*given))
    return asked


def size_of(path):
    with Image.open(path) as picture:
        return picture.size


def test_a_page_is_drawn_once_and_kept_by_its_fingerprint(keep, drawn):
    file = keep(papers.written_pdf())
    first = pages.picture_of(file, 1, pages.NORMAL)
    assert size_of(first)[0] == pages.WIDTHS[pages.NORMAL]
    assert pages.facts_of(file).pages == 1
    assert pages.picture_of(file, 1, pages.NORMAL) == first
    assert len(drawn) == 1


def test_each_size_of_each_page_is_there(keep):
    file = keep(papers.written_pdf(3))
    assert pages.facts_of(file).pages > 2
    widths = [size_of(pages.picture_of(file, 2, size))[0] for size in (pages.THUMB, pages.LARGE)]
    assert widths == [240, 2000]
    assert pages.picture_of(file, 99, pages.NORMAL) is None


def test_a_fax_of_three_pages_has_square_dots(keep):
    """Twice as many dots across as down: drawn as they come, words would be flat."""
    file = keep(papers.fax(), TIFF, "fax.tif")
    assert pages.facts_of(file).pages == 3
    width, height = size_of(pages.picture_of(file, 3, pages.NORMAL))
    assert height / width == pytest.approx(1078 * 204 / 98 / 1728, rel=0.01)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_images_are_one_page(keep, kind):
    file = keep(corpus.image(kind), f"image/{kind.lower()}")
    assert pages.facts_of(file).pages == 1


def test_a_photograph_stands_upright(keep):
    made, photo = io.BytesIO(), Image.new("RGB", (400, 200))
    turned = Image.Exif()
    turned[0x0112] = 6
    photo.save(made, "JPEG", exif=turned)
    width, height = size_of(pages.picture_of(keep(made.getvalue(), "image/jpeg"), 1, pages.THUMB))
    assert height > width


@pytest.mark.parametrize(
    ("content", "kind", "fault"),
    [(corpus.pdf(password="x"), PDF, "locked"), (b"%PDF-1.7 nothing", PDF, "damaged"),
     (corpus.huge_png(), "image/png", "damaged"), (b"bonjour", "text/plain", "other"),
     (b"GIF89a", "image/gif", "damaged")],
)  # fmt: skip
def test_what_cannot_be_drawn_says_why(keep, content, kind, fault):
    file = keep(content, kind)
    assert (pages.facts_of(file).pages, pages.facts_of(file).fault) == (0, fault)


def test_pictures_go_with_the_last_file_of_their_content(keep):
    file = keep(papers.written_pdf())
    pages.picture_of(file, 1, pages.THUMB)
    sweeping.forget_pictures()
    assert pages.place(file.digest).exists()
    File.objects.unscoped("test").all().delete()
    sweeping.forget_pictures()
    assert not pages.place(file.digest).exists()


class TestViewer:
    def test_the_page_shows_pictures_and_never_the_file(self, cast, keep):
        file = keep(papers.written_pdf())
        page = browser(cast, "agent").get(reverse("file-viewer", args=[file.uuid])).content.decode()
        assert f"/fichiers/{file.uuid}/1/page/" in page
        assert "<object" not in page
        assert "<embed" not in page
        assert "<iframe" not in page
        picture = browser(cast, "agent").get(reverse("file-picture", args=[file.uuid, 1, "page"]))
        assert picture["Content-Type"] == "image/jpeg"

    def test_whoever_opens_it_has_read_it_once_in_half_a_day(self, cast, keep):
        file = keep(papers.written_pdf())
        for _time in range(2):
            browser(cast, "agent").get(reverse("file-viewer", args=[file.uuid]))
        assert history_of("files.file", file.pk).filter(verb="files.file.viewed").count() == 1

    def test_one_that_is_broken_offers_the_original(self, cast, keep):
        file = keep(corpus.pdf(password="x"))
        page = browser(cast, "agent").get(reverse("file-viewer", args=[file.uuid]))
        assert page.status_code == 200
        assert file.address in page.content.decode()
        assert not history_of("files.file", file.pk).filter(verb="files.file.viewed").exists()

    @pytest.mark.parametrize("person", ["collegue", "autre", "technicien", "etranger"])
    def test_a_stranger_sees_no_picture(self, cast, keep, person):
        file = keep(papers.written_pdf())
        for name, more in (("file-viewer", ()), ("file-picture", (1, "page"))):
            assert browser(cast, person).get(reverse(name, args=[file.uuid, *more])).status_code == 404

    def test_one_found_infected_is_shown_to_nobody(self, cast, keep):
        file = keep(papers.written_pdf(), verdict="infected")
        for name, more in (("file-viewer", ()), ("file-picture", (1, "page"))):
            assert browser(cast, "agent").get(reverse(name, args=[file.uuid, *more])).status_code == 403


class TestWords:
    def words(self, tmp_path, content, kind):
        path = tmp_path / "file"
        path.write_bytes(content)
        return " ".join(texts.text_of(path, kind).split())

    @pytest.mark.parametrize(
        ("content", "kind"),
        [(papers.written_pdf(), PDF), (papers.document(), WORD), (papers.WORDS.encode(), "text/plain")],
        ids=["pdf", "word", "text"],
    )
    def test_are_read(self, tmp_path, content, kind):
        assert papers.WORDS in self.words(tmp_path, content, kind)

    @pytest.mark.tesseract
    def test_are_recognised_on_a_page_without_any(self, tmp_path):
        assert "Kerguelen" in self.words(tmp_path, papers.scan("Facture du moulin de Kerguelen"), PDF)

    @pytest.mark.tesseract
    def test_with_their_accents(self, tmp_path):
        assert "hêtre" in self.words(tmp_path, papers.scan("Parquet en hêtre massif"), PDF).lower()

    @pytest.mark.parametrize(
        ("content", "kind"),
        [(corpus.pdf(password="x"), PDF), (b"%PDF-1.7", PDF), (papers.bomb_of_entities(), WORD), (b"PK", WORD)],
        ids=["locked", "broken", "bomb", "cut"],
    )
    def test_of_a_file_made_to_harm_are_none(self, tmp_path, content, kind):
        assert "boum boum" not in self.words(tmp_path, content, kind)

    def test_a_machine_without_tesseract_reads_what_is_written(self, tmp_path, monkeypatch):
        monkeypatch.setattr(texts.shutil, "which", lambda name: None)
        assert self.words(tmp_path, papers.scan(), PDF) == ""
