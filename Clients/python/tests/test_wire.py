"""The protocol without sockets: frames, and the states of calls."""
import unittest

from nija.errors import NotFound, ProtocolViolation, ResourceExhausted
from nija.rpc import status_pb2
from nija.ttrpc import envelope_pb2
from nija.wire.connection import ClientConnection, Ended, Message, Shape
from nija.wire.frames import (
    CANCEL, DATA, DATA_BYTES_MAX, NO_DATA, REMOTE_CLOSED, REMOTE_OPEN, REQUEST, RESPONSE, Frame, FrameDecoder,
)


def response(stream, payload=b"", code=0):
    status = status_pb2.Status(code=code, message="why") if code else None
    return Frame(stream, RESPONSE, 0, envelope_pb2.Response(status=status, payload=payload).SerializeToString())


class Frames(unittest.TestCase):
    frames = [Frame(1, REQUEST, 0, b"abc"), Frame(3, DATA, NO_DATA), Frame(0xFFFFFFFF, RESPONSE, 255, b"x" * 300)]

    def test_bytes_are_the_header_and_the_data(self):
        self.assertEqual(Frame(5, REQUEST, 2, b"hi").encode(), bytes.fromhex("00000002 00000005 01 02 6869"))

    def test_frames_arrive_whole_glued_or_byte_by_byte(self):
        data = b"".join(frame.encode() for frame in self.frames)
        self.assertEqual(list(FrameDecoder().feed(data)), self.frames)
        for size in (1, 2, 7, 10, 11):
            decoder, found = FrameDecoder(), []
            for start in range(0, len(data), size):
                found += decoder.feed(data[start:start + size])
            self.assertEqual(found, self.frames)
            self.assertFalse(decoder.is_inside_frame)

    def test_a_frame_that_is_cut_off_is_none(self):
        data = self.frames[0].encode()
        for size in range(1, len(data)):
            decoder = FrameDecoder()
            self.assertEqual(list(decoder.feed(data[:size])), [])
            self.assertTrue(decoder.is_inside_frame)

    def test_a_length_beyond_the_limit_ends_the_connection(self):
        with self.assertRaises(ProtocolViolation):
            list(FrameDecoder().feed(bytes.fromhex("00400001 00000001 02 00")))
        whole = Frame(1, RESPONSE, 0, bytes(DATA_BYTES_MAX))
        self.assertEqual(list(FrameDecoder().feed(whole.encode())), [whole])

    def test_frames_before_a_bad_one_are_delivered(self):
        found = []
        with self.assertRaises(ProtocolViolation):
            for frame in FrameDecoder().feed(self.frames[0].encode() + b"\xff" * 10):
                found.append(frame)
        self.assertEqual(found, self.frames[:1])


class Calls(unittest.TestCase):
    def setUp(self):
        self.connection = ClientConnection()

    def begin(self, shape, payload=b""):
        stream, data = self.connection.begin(shape, "s.S", "M", payload, 5)
        frame, = FrameDecoder().feed(data)
        return stream, frame

    def receive(self, *frames):
        return self.connection.receive(b"".join(frame.encode() for frame in frames))

    def test_ids_are_odd_and_grow(self):
        self.assertEqual([self.begin(Shape.UNARY)[0] for _ in range(3)], [1, 3, 5])

    def test_a_request_says_what_is_called_and_how(self):
        flags = {Shape.UNARY: 0, Shape.SERVER_STREAM: REMOTE_CLOSED, Shape.CLIENT_STREAM: REMOTE_OPEN,
                 Shape.BOTH_WAYS: REMOTE_OPEN}
        for shape, expected in flags.items():
            _, frame = self.begin(shape, b"payload")
            self.assertEqual((frame.kind, frame.flags), (REQUEST, expected))
            request = envelope_pb2.Request.FromString(frame.data)
            self.assertEqual((request.service, request.method, request.payload, request.timeout_nano),
                             ("s.S", "M", b"payload", 5))

    def test_answers_come_in_any_order(self):
        first, second = self.begin(Shape.UNARY)[0], self.begin(Shape.UNARY)[0]
        events = self.receive(response(second, b"2"), response(first, b"1"))
        self.assertEqual(events, [Message(second, b"2"), Ended(second), Message(first, b"1"), Ended(first)])
        self.assertTrue(self.connection.is_idle)

    def test_an_error_is_the_end(self):
        stream, _ = self.begin(Shape.UNARY)
        ended, = self.receive(response(stream, code=5))
        self.assertIsInstance(ended.error, NotFound)

    def test_a_server_stream_ends_by_flag_by_response_or_by_error(self):
        for last, error in ((Frame(1, DATA, REMOTE_CLOSED | NO_DATA), None), (response(1), None),
                            (response(1, code=5), NotFound)):
            self.connection = ClientConnection()
            stream, _ = self.begin(Shape.SERVER_STREAM)
            *messages, ended = self.receive(Frame(stream, DATA, 0, b"a"), Frame(stream, DATA), last)
            self.assertEqual(messages, [Message(1, b"a"), Message(1, b"")])
            self.assertIs(type(ended.error), error or type(None))
            self.assertTrue(self.connection.is_idle)

    def test_the_last_message_may_close(self):
        self.begin(Shape.SERVER_STREAM)
        self.assertEqual(self.receive(Frame(1, DATA, REMOTE_CLOSED, b"a")), [Message(1, b"a"), Ended(1)])

    def test_a_client_stream_sends_closes_and_gets_its_answer(self):
        stream, _ = self.begin(Shape.CLIENT_STREAM)
        sent = self.connection.send(stream, b"a") + self.connection.half_close(stream)
        self.assertEqual(list(FrameDecoder().feed(sent)),
                         [Frame(1, DATA, 0, b"a"), Frame(1, DATA, REMOTE_CLOSED | NO_DATA)])
        self.assertEqual(self.connection.send(stream, b"late"), b"")
        self.assertEqual(self.connection.half_close(stream), b"")
        self.assertEqual(self.receive(response(1, b"all")), [Message(1, b"all"), Ended(1)])

    def test_a_client_stream_may_be_refused_before_its_end(self):
        stream, _ = self.begin(Shape.CLIENT_STREAM)
        self.receive(response(stream, code=5))
        self.assertEqual(self.connection.send(stream, b"more"), b"")

    def test_both_ways_at_once(self):
        stream, _ = self.begin(Shape.BOTH_WAYS)
        self.assertEqual(self.receive(Frame(1, DATA, 0, b"a")), [Message(1, b"a")])
        self.assertTrue(self.connection.send(stream, b"b"))
        self.assertEqual(self.receive(response(1)), [Ended(1)])

    def test_what_crosses_a_cancel_is_ignored(self):
        stream, _ = self.begin(Shape.SERVER_STREAM)
        self.assertEqual(list(FrameDecoder().feed(self.connection.cancel(stream))), [Frame(1, CANCEL)])
        self.assertEqual(self.connection.cancel(stream), b"")
        self.assertEqual(self.receive(Frame(1, DATA, 0, b"late"), response(1)), [])

    def test_frames_of_unknown_kinds_are_ignored(self):
        self.assertEqual(self.receive(Frame(1, 0x77, 0, b"?"), Frame(9, REQUEST)), [])

    def test_what_breaks_the_protocol_ends_the_connection(self):
        self.begin(Shape.UNARY)
        for frame in (response(2), response(3), Frame(1, DATA, 0, b"x"), Frame(1, RESPONSE, 0, b"\xff\xff")):
            with self.assertRaises(ProtocolViolation):
                self.receive(frame)

    def test_a_request_that_does_not_fit_is_not_begun(self):
        with self.assertRaises(ResourceExhausted):
            self.connection.begin(Shape.UNARY, "s.S", "M", bytes(DATA_BYTES_MAX))
        self.assertTrue(self.connection.is_idle)
        self.assertEqual(self.begin(Shape.UNARY)[0], 1)

    def test_ids_run_out(self):
        self.connection._next_stream = 0xFFFFFFFF
        self.assertFalse(self.connection.is_exhausted)
        self.begin(Shape.UNARY)
        self.assertTrue(self.connection.is_exhausted)


if __name__ == "__main__":
    unittest.main()
