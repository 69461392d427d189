"""What a task is about, by its layout."""

from markupsafe import Markup

from marketplace.kernel.text import Text, use_locale
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.prose import render_prose
from marketplace.work.subject import differing_parts, show_subject


def test_words_that_stand_on_one_side_only_are_marked_in_any_order_and_case():
    parts = differing_parts("Sage Pro Accounting 2007", "accounting pro 2005 (sage)")

    assert [part for part, differs in parts if differs] == ["2007"]
    assert "".join(part for part, _ in parts) == "Sage Pro Accounting 2007"


def test_a_pair_becomes_two_cards_whose_prices_are_not_held_against_each_other():
    given = {"left_title": "quickbooks 2005", "left_price": 19900, "right_title": "quickbooks 2007", "right_price": 20999}

    subject = show_subject(CATALOGUE["same-product"], given)

    (left, rows), (right, _) = subject.sides
    assert (left, right) == (Text("왼쪽", "Left"), Text("오른쪽", "Right"))
    assert [(row.label.ko, row.words) for row in rows] == [("이름", "quickbooks 2005"), ("제조사", "–"), ("가격", "$199.00")]
    assert [part for part, differs in rows[0].parts if differs] == ["2005"]
    assert rows[2].parts == ()


def test_a_photo_stands_apart_from_the_words():
    subject = show_subject(CATALOGUE["grocery-photo-tags"], {"photo": "7", "shelf_note": "과일 매대"})

    assert [photo.raw for photo in subject.photos] == ["7"]
    assert [row.words for row in subject.rows] == ["과일 매대"]


def test_written_texts_become_html_in_which_nothing_runs():
    written = "## 제목\n\n**굵게** <script>alert(1)</script> [가기](javascript:alert(1)) [밖](https://example.com)\n\n| a | b |\n|---|---|\n| 1 | 2 |"

    with use_locale("ko"):
        html = render_prose(Text(written, written))

    assert isinstance(html, Markup)
    assert "<strong>굵게</strong>" in html
    assert "<table>" in html
    assert "<script" not in html
    assert "javascript:" not in html.replace("](javascript:", "")
    assert 'href="https://example.com"' in html
