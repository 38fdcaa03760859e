"""What counts as breaking a client of the last release."""
import importlib.machinery
import importlib.util
import unittest

from google.protobuf import descriptor_pb2, text_format

from wire import ROOT

SCRIPT = str(ROOT / "Protos/compatible")
LOADER = importlib.machinery.SourceFileLoader("compatible", SCRIPT)
SPEC = importlib.util.spec_from_loader("compatible", LOADER)
compatible = importlib.util.module_from_spec(SPEC)
LOADER.exec_module(compatible)

BEFORE = """
file {
  package: "p"
  message_type {
    name: "M"
    field { name: "a" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
    field { name: "b" number: 2 label: LABEL_OPTIONAL type: TYPE_DOUBLE oneof_index: 0 }
    nested_type { name: "Inner" field { name: "c" number: 1 label: LABEL_REPEATED type: TYPE_INT64 } }
    oneof_decl { name: "b_value" }
  }
  enum_type { name: "E" value { name: "E_UNSPECIFIED" number: 0 } value { name: "E_ONE" number: 1 } }
  service { name: "S" method { name: "Do" input_type: ".p.M" output_type: ".p.M" } }
}
"""


def declarations(text):
    return compatible.Declarations(text_format.Parse(text, descriptor_pb2.FileDescriptorSet()).file)


class Compatibility(unittest.TestCase):
    def broken(self, *changes):
        text = BEFORE
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        return list(compatible.breaking(declarations(BEFORE), declarations(text)))

    def test_nothing_breaks_by_itself_or_by_additions(self):
        self.assertEqual(self.broken(), [])
        self.assertEqual(self.broken(
            ('field { name: "a"', 'field { name: "new" number: 9 label: LABEL_OPTIONAL type: TYPE_BOOL } field { name: "a"'),
            ('value { name: "E_ONE"', 'value { name: "E_TWO" number: 2 } value { name: "E_ONE"'),
            ('service {', 'message_type { name: "N" } service {'),
            ('method {', 'method { name: "More" input_type: ".p.N" output_type: ".p.N" } method {')), [])

    def test_what_breaks_is_named(self):
        for change, problem in (
                (('name: "a" number: 1', 'name: "z" number: 1'), "p.M.a: the field of number 1 is called z now"),
                (('name: "a" number: 1', 'name: "a" number: 7'), "p.M.a: the field is gone; reserve its number 1"),
                (('type: TYPE_STRING', 'type: TYPE_BYTES'), "p.M.a: the field is of another type"),
                (('type: TYPE_DOUBLE oneof_index: 0', 'type: TYPE_DOUBLE'), "p.M.b: the field belongs to another oneof"),
                (('LABEL_REPEATED', 'LABEL_OPTIONAL'), "p.M.Inner.c: the field is single now"),
                (('name: "Inner"', 'name: "Other"'), "p.M.Inner: the message is gone"),
                (('value { name: "E_ONE" number: 1 }', ''), "p.E.E_ONE: the value is gone"),
                (('"E_ONE"', '"E_EINS"'), "p.E.E_ONE: the value of number 1 is called E_EINS now"),
                (('name: "Do"', 'name: "Act"'), "p.S.Do: the method is gone"),
                (('input_type: ".p.M"', 'input_type: ".p.E"'), "p.S.Do: the method takes or answers another message"),
                (('name: "Do"', 'name: "Do" server_streaming: true'), "p.S.Do: the method streams otherwise")):
            self.assertEqual(self.broken(change), [problem])

    def test_a_field_may_go_when_its_number_is_reserved(self):
        self.assertEqual(self.broken((
            'field { name: "a" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }',
            'reserved_range { start: 1 end: 2 }')), [])


if __name__ == "__main__":
    unittest.main()
