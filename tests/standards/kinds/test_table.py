"""Tables of combinations."""

import pytest
from hypothesis import strategies as st

from marketplace.kernel.text import Text
from marketplace.standards.kinds import BadValue, Field, Option, kind_of
from marketplace.standards.kinds.reading import compile_field, is_personal, show_masked
from tests.standards.cases import Case, field, not_nfc

SIZES = (Option("s", Text("스몰", "Small")), Option("m", Text("미디엄", "Medium"), ("M",)))
COLUMNS = (Field("color", "text", Text("색상", "Colour")), Field("size", "choice", Text("사이즈", "Size"), options=SIZES),
           Field("stock", "integer", Text("재고", "Stock"), required=False))
RED, BLUE = {"color": "빨강", "size": "m", "stock": 3}, {"color": "파랑", "size": "s"}
_ROW = st.fixed_dictionaries({"색상": st.text("빨강=;, a[", min_size=1, max_size=5), "size": st.sampled_from(["s", "M", "스몰"])},
                             optional={"Stock": st.one_of(st.integers(0, 2_000), st.just("1,000"))})

CASE = Case(
    field("table", settings={"columns": COLUMNS, "key": ["color", "size"], "most": 4}),
    typed=st.lists(_ROW, min_size=1, max_size=4),
    reads=(("색상=빨강, 사이즈=M, 재고=3; 색상=파랑, 사이즈=스몰", [RED, BLUE]), ("Colour=빨강,SIZE=m,stock=3\ncolor=파랑,size=s,재고=", [RED, BLUE]),
           ('[{"color": "빨강", "사이즈": "M", "stock": 3.0}]', [RED]), ("색상=빨강, 사이즈=M, 재고=1,000", [RED | {"stock": 1000}]),
           ([{"stock": "3", "size": "M", "color": "빨강"}], [RED])),
    refuses=(("색상=빨강, 사이즈=M; 색상=빨강, 사이즈=m", "row_repeated"), ("색상=빨강, 사이즈=XL", "not_an_option"), ("색상=빨강", "required"),
             ("색상=빨강, 크기=M", "unknown_column"), ("빨강, M", "not_a_table"), ("[1", "not_a_table"), ([RED, 1], "not_a_table"),
             ("색상=빨강, 색상=파랑", "not_a_table"), ([RED | {"색상": "빨강"}], "unknown_column"), ([], "required"),
             ([{"color": str(number), "size": "s"} for number in range(5)], "too_many"), (7, "not_a_table")),
    shown=(([RED, BLUE], "색상 빨강, 사이즈 미디엄, 재고 3; 색상 파랑, 사이즈 스몰", "Colour 빨강, Size Medium, Stock 3; Colour 파랑, Size Small"),),
    compared=(([RED, BLUE], [BLUE, RED], 0.0, True), ([RED, BLUE], [BLUE, RED | {"stock": 4}], 0.4, False),
              ([RED, BLUE], [BLUE, RED | {"stock": 4}], 0.5, True), ([RED], [RED, BLUE], 0.5, True)),
    beyond=frozenset({"row_repeated"}),
    rewrites=not_nfc,
)


def test_a_wrong_cell_is_named_by_row_and_column():
    with pytest.raises(BadValue) as refused:
        compile_field(CASE.field)([BLUE, RED | {"stock": "many"}])

    assert (refused.value.code, refused.value.facts["row"]) == ("not_a_number", 2)
    assert refused.value.message.ko == "2번째 줄 재고: 숫자로 입력해 주세요. 예: 12"


def test_a_cell_with_parting_signs_is_written_as_json():
    value = compile_field(CASE.field)([{"color": "a;b", "size": "s"}])

    cell = kind_of(CASE.field).cell(value, CASE.field)

    assert cell == '[{"color":"a;b","size":"s"}]'


def test_a_table_is_personal_when_one_of_its_columns_is():
    buyers = field("table", settings={"columns": [*COLUMNS, Field("buyer", "person_name", Text("주문자", "Buyer"))]})

    assert is_personal(buyers)
    assert not is_personal(CASE.field)
    assert show_masked(buyers, [RED | {"buyer": "홍길동"}]) == "••• × 1"


def test_spare_rows_of_the_form_are_left_out():
    sent = {"x.color": ["", "빨강", ""], "x.size": ["", "m", ""], "x.stock": ["", "3", " "]}

    raw = kind_of(CASE.field).read_form(CASE.field, lambda name: sent[name])

    assert compile_field(CASE.field)(raw) == [RED]


@pytest.mark.parametrize("columns", [
    [], [COLUMNS[0], COLUMNS[0]], [Field("a", "photo_boxes", Text("가", "A"))], [Field("a", "nothing", Text("가", "A"))]])
def test_columns_that_no_table_can_have_are_a_fault_of_the_template(columns):
    with pytest.raises(LookupError, match="columns"):
        compile_field(field("table", settings={"columns": columns}))
