"""The vectors of Protos/conformance, which every client runs."""
import json
import re
import unittest
from decimal import Decimal

import nija
from nija.errors import ProtocolViolation
from nija.values import decimal, decimal_text
from nija.wire.connection import ClientConnection, Message, Shape
from nija.wire.frames import Frame, FrameDecoder
from nijad import ROOT, Daemon

#: The daemon takes no larger profit, though a decimal may hold more.
PROFIT_MAX = Decimal(10) ** 12


def vectors(name):
    return json.loads((ROOT / "Protos/conformance" / name).read_text())


def frame(row):
    return Frame(row["stream"], row["type"], row["flags"], bytes.fromhex(row["data"]))


class Conformance(unittest.TestCase):
    def test_frames(self):
        for row in vectors("frames.json")["frames"]:
            data, expected = bytes.fromhex(row["hex"]), [frame(each) for each in row["frames"]]
            self.assertTrue(data.startswith(b"".join(each.encode() for each in expected)), row["name"])
            for size in (1, 3, 10, len(data) or 1):
                decoder, found = FrameDecoder(), []
                for start in range(0, len(data), size):
                    found += decoder.feed(data[start:start + size])
                self.assertEqual(found, expected, row["name"])

    def test_the_example_of_the_protocols_page(self):
        page = (ROOT / "docs/PROTOCOL.md").read_text()
        example = re.search(r"A unary call of.*?```text\n(.*?)```", page, re.DOTALL)[1]
        # What stands behind four spaces explains the bytes before it.
        digits = [re.split(" {4,}", line.strip())[0] for line in example.splitlines()]
        row = next(row for row in vectors("frames.json")["frames"] if row["name"] == "a unary request")
        self.assertEqual(bytes.fromhex("".join(digits)).hex(), row["hex"])

    def test_frames_that_are_refused(self):
        for row in vectors("frames.json")["refused"]:
            with self.assertRaises(ProtocolViolation, msg=row["name"]):
                list(FrameDecoder().feed(bytes.fromhex(row["hex"])))

    def test_streams(self):
        for row in vectors("streams.json")["streams"]:
            with self.subTest(row["name"]):
                connection, found = ClientConnection(), []
                for shape in row["calls"]:
                    connection.begin(Shape(shape), "s.S", "M")
                if "violation" in row:
                    with self.assertRaises(ProtocolViolation):
                        connection.receive(bytes.fromhex(row["hex"]))
                    continue
                for event in connection.receive(bytes.fromhex(row["hex"])):
                    told = {"message": event.payload.hex()} if isinstance(event, Message) else {
                        "ended": event.error.code if event.error else 0}
                    found.append({"stream": event.stream, **told})
                self.assertEqual(found, row["events"])

    def test_statuses(self):
        for row in vectors("statuses.json")["statuses"]:
            with self.subTest(row["name"]):
                connection = ClientConnection()
                connection.begin(Shape.UNARY, "s.S", "M")
                ended, = connection.receive(Frame(1, 2, 0, bytes.fromhex(row["response"])).encode())
                error = ended.error
                self.assertEqual((error.code, error.message, error.reason, error.metadata),
                                 (row["code"], row["message"], row["reason"], row["metadata"]))
                self.assertEqual([vars(each) for each in error.fields], row["fields"])

    def test_decimals(self):
        listed = vectors("decimals.json")
        with Daemon() as daemon, daemon.connect() as n:
            for row in listed["valid"]:
                self.assertEqual(decimal(row["canonical"]), Decimal(row["text"]))
                if abs(Decimal(row["text"])) > PROFIT_MAX:
                    continue
                trade = n.record_trade(symbol="X", strategy="S", profit=row["text"]).trade
                self.assertEqual(trade.profit, Decimal(row["canonical"]))
                again = n.record_trade(symbol="X", strategy="S", profit=Decimal(row["text"])).trade
                self.assertEqual(decimal_text(again.profit), row["canonical"])
            for text in listed["invalid"]:
                with self.assertRaises(nija.InvalidArgument, msg=text):
                    n.record_trade(symbol="X", strategy="S", profit=text)


if __name__ == "__main__":
    unittest.main()
