"""A server of one's own for a measurement, and what it takes of the machine."""
import http.client
import json
import subprocess


class Service:
    """A running `feedforward serve` on a free port, stopped at the end of a `with` block."""

    def __init__(self, binary, *arguments):
        self.process = subprocess.Popen(
            [binary, "serve", "--listen", "tcp://127.0.0.1:0", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        line = self.process.stdout.readline()
        assert line.startswith("listening on"), f"the server did not start: {line!r}"
        self.host, port = line.split("//")[1].strip().rsplit(":", 1)
        self.port = int(port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)

    def connection(self, timeout=60):
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def request(self, method, path, body=None, headers={}):
        """Sends one request; returns status and content."""
        connection = self.connection()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def put(self, name, definition):
        """Keeps a model."""
        status, content = self.request("PUT", f"/v1/models/{name}", json.dumps(definition))
        assert status in (200, 201), (status, content)

    def memory(self, figure):
        """A figure of /proc/PID/status in bytes: VmRSS is what is resident, VmHWM the most that ever was."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(figure + ":"):
                    return int(line.split()[1]) * 1024
        raise AssertionError(f"no {figure}")

    def processor_seconds(self):
        """The processor time that the server has taken."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100
