"""Strict JSON: the classes of JSONTestSuite (must fail n_*, must pass y_*), and what GeoJSON adds.

Cases are named after those of nst/JSONTestSuite (MIT), in its classes.
"""

from __future__ import annotations

import pytest

from geo.errors import InputError
from strikemap.readers.strict_json import parse_json

MUST_FAIL = {
    "n_array_1_true_without_comma": "[1 true]",
    "n_array_colon_instead_of_comma": '["": 1]',
    "n_array_comma_after_close": '[""],',
    "n_array_comma_and_number": "[,1]",
    "n_array_double_comma": "[1,,2]",
    "n_array_double_extra_comma": '["x",,]',
    "n_array_extra_close": '["x"]]',
    "n_array_extra_comma": '["",]',
    "n_array_incomplete": '["x"',
    "n_array_just_comma": "[,]",
    "n_array_just_minus": "[-]",
    "n_array_spaces_vertical_tab_formfeed": '["\x0ba"\\f]',
    "n_array_unclosed_trailing_comma": "[1,",
    "n_incomplete_false": "[fals]",
    "n_incomplete_null": "[nul]",
    "n_incomplete_true": "[tru]",
    "n_multidigit_number_then_00": "123\0",
    "n_number_++": "[++1234]",
    "n_number_+1": "[+1]",
    "n_number_+Inf": "[+Inf]",
    "n_number_-01": "[-01]",
    "n_number_-2.": "[-2.]",
    "n_number_-NaN": "[-NaN]",
    "n_number_.-1": "[.-1]",
    "n_number_.2e-3": "[.2e-3]",
    "n_number_0_capital_E+": "[0E+]",
    "n_number_0.e1": "[0.e1]",
    "n_number_1_000": "[1 000.0]",
    "n_number_1eE2": "[1eE2]",
    "n_number_2.e+3": "[2.e+3]",
    "n_number_hex_1_digit": "[0x1]",
    "n_number_infinity": "[Infinity]",
    "n_number_NaN": "[NaN]",
    "n_number_neg_int_starting_with_zero": "[-012]",
    "n_number_U+FF11_fullwidth_digit_one": "[\uff11]",
    "n_number_with_leading_zero": "[012]",
    "n_object_bad_value": '["x", truth]',
    "n_object_bracket_key": '{[: "x"}',
    "n_object_comma_instead_of_colon": '{"x", null}',
    "n_object_double_colon": '{"x"::"b"}',
    "n_object_garbage_at_end": '{"a":"a" 123}',
    "n_object_key_with_single_quotes": "{key: 'value'}",
    "n_object_missing_value": '{"a":',
    "n_object_no-colon": '{"a"',
    "n_object_non_string_key": "{1:1}",
    "n_object_single_quote": "{'a':0}",
    "n_object_trailing_comma": '{"id":0,}',
    "n_object_trailing_comment": '{"a":"b"}/**/',
    "n_object_two_commas_in_a_row": '{"a":"b",,"c":"d"}',
    "n_object_unquoted_key": '{a: "b"}',
    "n_single_space": " ",
    "n_string_1_surrogate_then_escape_u": '["\\uD800\\u"]',
    "n_string_accentuated_char_no_quotes": "[é]",
    "n_string_escape_x": '["\\x00"]',
    "n_string_incomplete_escape": '["\\"]',
    "n_string_invalid_unicode_escape": '["\\uqqqq"]',
    "n_string_unescaped_newline": '["new\nline"]',
    "n_string_unescaped_tab": '["\t"]',
    "n_string_with_trailing_garbage": '""x',
    "n_structure_100000_opening_arrays": "[" * 100_000,
    "n_structure_angle_bracket_null": "[<null>]",
    "n_structure_array_with_extra_array_close": "[1]]",
    "n_structure_close_unopened_array": "1]",
    "n_structure_double_array": "[][]",
    "n_structure_no_data": "",
    "n_structure_open_array_object": '[{"":' * 50_000,
    "n_structure_trailing_#": '{"a":"b"}#{}',
    "n_structure_U+2060_word_joined": "[\u2060]",
    "n_structure_unclosed_object": '{"asd":"asd"',
    "n_structure_whitespace_formfeed": "[\x0c]",
    "not RFC 8259, but read differently by two programs": '{"a":1,"a":2}',
    "too large for any number": "[1e400]",
}

MUST_PASS = {
    "y_array_arraysWithSpaces": ("[[]   ]", [[]]),
    "y_array_empty-string": ('[""]', [""]),
    "y_array_heterogeneous": ('[null, 1, "1", {}]', [None, 1, "1", {}]),
    "y_array_with_several_null": ("[1,null,null,2]", [1, None, None, 2]),
    "y_number_0e+1": ("[0e+1]", [0.0]),
    "y_number_minus_zero": ("[-0]", [0]),
    "y_number_real_capital_e_neg_exp": ("[1E-2]", [0.01]),
    "y_number_double_close_to_zero": ("[-0.000000000000000000001]", [-1e-21]),
    "y_object_empty_key": ('{"":0}', {"": 0}),
    "y_object_escaped_null_in_key": ('{"foo\\u0000bar": 42}', {"foo\0bar": 42}),
    "y_object_with_newlines": ('{\n"a": "b"\n}', {"a": "b"}),
    "y_string_accepted_surrogate_pair": ('["\\uD801\\udc37"]', ["\U00010437"]),
    "y_string_allowed_escapes": ('["\\"\\\\\\/\\b\\f\\n\\r\\t"]', ['"\\/\b\f\n\r\t']),
    "y_string_u+2028_line_sep": ('["\u2028"]', ["\u2028"]),
    "y_string_utf8": ('["€𝄞"]', ["€𝄞"]),
    "y_structure_lonely_false": ("false", False),
    "y_structure_lonely_string": ('"asd"', "asd"),
    "y_structure_whitespace_array": (" [] ", []),
}


@pytest.mark.parametrize("text", list(MUST_FAIL.values()), ids=list(MUST_FAIL))
def test_what_is_no_json_is_refused(text):
    with pytest.raises(InputError, match="the file"):
        parse_json(text, name="the file")


@pytest.mark.parametrize(("text", "value"), list(MUST_PASS.values()), ids=list(MUST_PASS))
def test_what_is_json_is_accepted(text, value):
    assert parse_json(text, name="the file") == value
