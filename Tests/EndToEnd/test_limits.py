"""What the daemon takes at most, of connections, time and memory, tried on real processes and sockets."""
import time
import unittest

from daemon import Daemon
from wire import system_service_pb2 as system


def health(client):
    return client.call("SystemService", "CheckHealth", system.CheckHealthRequest(), system.CheckHealthResponse)


class Patience(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon(arguments=["--hello-seconds", "1", "--frame-seconds", "1"])

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def assert_closed_in_time(self, client, begun):
        self.assertEqual(client.socket.recv(1), b"")
        self.assertGreater(time.monotonic() - begun, 0.9)
        self.assertLess(time.monotonic() - begun, 4)

    def test_a_connection_that_asks_for_nothing_is_closed(self):
        with self.daemon.client() as spoken:
            health(spoken)
            with self.daemon.client() as silent:
                self.assert_closed_in_time(silent, time.monotonic())
            # It has idled for longer than that, and lives on.
            health(spoken)

    def test_a_request_that_drips_is_read_and_one_that_stops_is_closed(self):
        envelope = b"\x0a\x15nija.v1.SystemService\x12\x0bCheckHealth"
        with self.daemon.client() as client:
            client.socket.sendall(len(envelope).to_bytes(4, "big") + b"\x00\x00\x00\x01\x01\x00")
            for byte in envelope:
                client.socket.sendall(bytes([byte]))
            client.answer(1, system.CheckHealthResponse)
            client.socket.sendall(b"\x00\x00\x01\x00\x00")
            self.assert_closed_in_time(client, time.monotonic())

    def test_a_frame_that_is_passed_over_must_go_on_too(self):
        with self.daemon.client() as client:
            client.socket.sendall(b"\x00\x50\x00\x00\x00\x00\x00\x01\x01\x00abc")
            begun = time.monotonic()
            client.receive()
            self.assert_closed_in_time(client, begun)


if __name__ == "__main__":
    unittest.main()
