"""« Exporter »: types, period, fields in their order, the list first, then a file that holds no formula."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from entregent.audit.search import history_of
from entregent.core.clock import now
from tests.spaces.secretariat.cast import archive, take
from tests.spaces.secretariat.reading import read

URL = "/secretariat/export/"
EVERY = "quoi=messages&quoi=rendez-vous&quoi=visites&quand=non-archives"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def fetch(cast, query, kind, person="medecin"):
    answer = cast.client(person).get(f"{URL}?{query}&format={kind}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def csv_rows(cast, query, **more):
    return list(csv.reader(io.StringIO(fetch(cast, query, "csv", **more).decode("utf-8-sig")), delimiter=";"))


def xlsx_rows(content):
    return [list(row) for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


def docx_rows(content):
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    cells = [
        [" ".join(text.text or "" for text in cell.iter(f"{WORD}t")) for cell in row.iter(f"{WORD}tc")]
        for row in root.iter(f"{WORD}tr")
    ]
    return root, cells


def ods_rows(content):
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.namelist()[0] == "mimetype"
    root = ET.fromstring(package.read("content.xml"))
    return root, [
        ["".join(cell.itertext()) for cell in row.iter(f"{TABLE}table-cell")] for row in root.iter(f"{TABLE}table-row")
    ]


def test_the_three_types_and_what_waits(bare):
    for kind in ("information", "appointment", "visit"):
        take(bare, "medecin", kind=kind, text=f"Texte {kind}")
    bare.messages["vieux"] = take(bare, "medecin", text="Texte archivé")
    archive(bare, "medecin", "vieux")
    assert [row[0] for row in csv_rows(bare, f"{EVERY}&champ=message")] == [
        "Message",
        "Texte visit",
        "Texte appointment",
        "Texte information",
    ]
    assert [row[0] for row in csv_rows(bare, "quoi=visites&champ=message")] == ["Message", "Texte visit"]


def test_a_period_takes_archived_ones_too_by_the_day_of_the_house(bare):
    """Half past midnight in Paris is the day after."""
    for hour in (22, 23):
        take(bare, "medecin", text=f"{hour} h", received_at=datetime(2026, 11, 29, hour, 30, tzinfo=UTC))
    rows = csv_rows(bare, "quoi=messages&quand=periode&du=2026-11-30&au=2026-11-30&champ=message")
    assert [row[0] for row in rows] == ["Message", "23 h"]


def test_fields_are_the_columns_in_their_order_in_all_formats(bare):
    take(bare, "medecin", caller="Dupont Hélène", text="Bonjour")
    query = f"{EVERY}&champ=message&champ=numero&champ=appelant&rang-appelant=1&rang-message=2&rang-numero=3"
    wanted = ["Appelant", "Message", "N°"]
    heads = [
        csv_rows(bare, query)[0], xlsx_rows(fetch(bare, query, "excel"))[0],
        docx_rows(fetch(bare, query, "word"))[1][0],
        ods_rows(fetch(bare, query, "ods"))[1][0],
    ]  # fmt: skip
    assert [[str(one).replace("\N{NO-BREAK SPACE}", " ") for one in head] for head in heads] == [wanted] * 4
    assert xlsx_rows(fetch(bare, query, "excel"))[1] == ["Dupont Hélène", "Bonjour", 1]
    assert docx_rows(fetch(bare, query, "word"))[1][1] == ["Dupont Hélène", "Bonjour", "1"]
    assert ods_rows(fetch(bare, query, "ods"))[1][1] == ["Dupont Hélène", "Bonjour", "1"]


def test_fields_and_their_order_are_found_again(bare):
    take(bare, "medecin")
    read(bare, url=f"{URL}?{EVERY}&champ=message&champ=numero&rang-message=1&rang-numero=2")
    page = read(bare, url=URL)
    ticked = [part.split('"')[0] for part in page.split('name="champ" value="')[1:] if "checked" in part.split(">")[0]]
    assert ticked == ["message", "numero"]


def test_no_formula_and_no_sign_that_a_file_cannot_hold(bare):
    words = '=HYPERLINK("http://x.example")\x0b\x01 <b> & « é »'
    take(bare, "medecin", caller="=1+1", text=words)
    query = f"{EVERY}&champ=appelant&champ=message"
    assert csv_rows(bare, query)[1][0] == "'=1+1"
    book = load_workbook(io.BytesIO(fetch(bare, query, "excel"))).worksheets[0]
    assert [cell.data_type for cell in book[2]] == ["s", "s"]
    _root, cells = docx_rows(fetch(bare, query, "word"))
    assert cells[1][1] == '=HYPERLINK("http://x.example") <b> & « é »'
    root, cells = ods_rows(fetch(bare, query, "ods"))
    assert cells[1][0] == "=1+1"
    assert {cell.get(f"{OFFICE}value-type") for cell in root.iter(f"{TABLE}table-cell")} == {"string"}
    assert not any(name.endswith("formula") for cell in root.iter() for name in cell.attrib)


def test_dates_are_those_of_the_wall(bare):
    take(bare, "medecin", received_at=datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    query = f"{EVERY}&champ=recu"
    assert csv_rows(bare, query)[1][0] == "01/07/2026 10:00"
    root, _cells = ods_rows(fetch(bare, query, "ods"))
    dates = [cell.get(f"{OFFICE}date-value") for cell in root.iter(f"{TABLE}table-cell")]
    assert "2026-07-01T10:00:00" in dates


def test_headings_of_the_word_document_come_back_on_each_page(bare):
    take(bare, "medecin")
    root, _cells = docx_rows(fetch(bare, f"{EVERY}&champ=message", "word"))
    heads = [row for row in root.iter(f"{WORD}tr") if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None]
    assert len(heads) == 1


def test_the_list_is_shown_first_twenty_rows(bare):
    for number in range(25):
        take(bare, "medecin", text=f"Texte {number}")
    page = read(bare, url=f"{URL}?{EVERY}&champ=message")
    assert page.count("Texte ") == 20
    assert "25 appels" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_each_export_leaves_a_line_in_the_history(bare):
    take(bare, "medecin")
    fetch(bare, f"{EVERY}&champ=message", "csv")
    told = history_of("secretariat.line", bare.lines["medecin"].pk).get(verb="secretariat.line.exported")
    assert (told.particulars["rows"], told.particulars["kind"]) == (1, "csv")


def test_health_data_leaves_without_names_unless_they_are_ticked(bare):
    take(bare, "medecin", caller="Zanzibar")
    bare.lines["medecin"].has_health_data = True
    bare.lines["medecin"].save()
    page = read(bare, url=URL)
    ticked = [part.split('"')[0] for part in page.split('name="champ" value="')[1:] if "checked" in part.split(">")[0]]
    assert not {"appelant", "telephone", "adresse", "message", "motif"} & set(ticked)


def test_rows_of_another_subscriber_never_leave(bare):
    take(bare, "avocat", text="Secret")
    for person in ("medecin", "avocat"):
        rows = csv_rows(bare, f"{EVERY}&champ=message", person=person)
        assert (["Secret"] in rows) == (person == "avocat")
    other = f"/secretariat/abonnes/{bare.lines['avocat'].dossier_id}/export/?{EVERY}&champ=message&format=csv"
    assert bare.client("operatrice").get(other).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "quoi=x&champ=y",
        "quoi=messages&quand=periode&du=zz&au=9999-99-99",
        "champ=message&format=exe",
        "rang-numero=abc&quoi=messages&champ=numero",
    ],
)
def test_nonsense_is_answered(bare, query):
    read(bare, url=f"{URL}?{query}")


def test_many_rows_are_written_a_few_hundred_at_a_time(bare, django_assert_max_num_queries):
    from entregent.spaces.secretariat.models import CallMessage

    first = take(bare, "medecin")
    same = {"house_id": first.house_id, "dossier_id": first.dossier_id}
    rows = [
        CallMessage(number=number, received_at=now() - timedelta(minutes=number), **same) for number in range(2, 1203)
    ]
    CallMessage.objects.bulk_create(rows)
    client = bare.client("medecin")
    with django_assert_max_num_queries(30):
        answer = client.get(f"{URL}?{EVERY}&champ=numero&format=csv")
        content = b"".join(answer.streaming_content).decode("utf-8-sig")
    numbers = [int(row[0]) for row in list(csv.reader(io.StringIO(content)))[1:]]
    assert sorted(numbers) == list(range(1, 1203))
