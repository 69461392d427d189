"""Taking results along in a real browser: the format is chosen, the file comes, and nothing stands in anybody's way."""

import io

import openpyxl
import pytest

from tests.browser import PHONE, find_barriers
from tests.cast import PASSWORD
from tests.work.results.conftest import RECEIVER

pytestmark = pytest.mark.browser


@pytest.fixture
def results(page, parcels):
    """Han looks at the results of the parcels."""
    page.goto(f"/sign-in?next=/batches/{parcels.id}")
    page.fill("input[name=email]", "han@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**/batches/{parcels.id}")
    return page


def _taken(page, button):
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    return coming.value


def test_a_workbook_comes_without_and_with_personal_data(results):
    results.get_by_label("파일 형식").select_option(label="엑셀 (XLSX)")
    plain = _taken(results, "결과 1건 받기")
    results.get_by_label("출처도 넣기").check()
    results.get_by_label("개인정보도 넣기").check()
    whole = _taken(results, "결과 1건 받기")

    rows = [list(openpyxl.load_workbook(io.BytesIO(file.path().read_bytes()))["results"].values) for file in (plain, whole)]
    assert plain.suggested_filename.endswith("-results.xlsx")
    assert ["input.receiver" in header for header, _ in rows] == [False, True]
    assert RECEIVER in rows[1][1]
    assert "worker" in rows[1][0]


def test_nothing_stands_in_the_way(results):
    assert find_barriers(results) == []

    results.set_viewport_size(PHONE)

    assert results.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert find_barriers(results) == []
