"""The servers that are compared, each on one core, and the load that they get from another."""
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time

SERVER_CORE, LOAD_CORE = "0", "1"

# Reads the whole request, as whoever computes with it has to, and answers from memory.
NGINX = """
load_module /usr/lib/nginx/modules/ndk_http_module.so;
load_module /usr/lib/nginx/modules/ngx_http_lua_module.so;
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  lua_load_resty_core off;
  init_by_lua_block {{
    local file = io.open("{folder}/answer", "rb")
    answer = file:read("*a")
    file:close()
  }}
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_max_body_size 64m; client_body_buffer_size 1m;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{port};
    default_type application/json;
    location / {{
      content_by_lua_block {{
        ngx.req.read_body()
        ngx.header.content_length = #answer
        ngx.print(answer)
      }}
    }}
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server on one core, with processes of its own as far as it has them."""

    def __init__(self, name, command, port, environment=None):
        self.name, self.port = name, port
        self.process = subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, *command], env=dict(os.environ, **(environment or {})),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{name} does not listen")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def request(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def ask(self, workload):
        """Asks once; returns the content of the answer."""
        status, content = self.request("POST", workload.path, workload.body, workload.headers)
        if status != 200:
            raise SystemExit(f"{self.name}: {workload.name}: {status} {content[:300]!r}")
        return content

    def can(self, workload):
        """Whether the server answers such a request."""
        return self.request("POST", workload.path, workload.body, workload.headers)[0] == 200

    def processor_seconds(self):
        """What all processes of the server have had of a processor, to the nanosecond."""
        members = subprocess.run(["pgrep", "-g", str(self.process.pid)], capture_output=True, text=True).stdout.split()
        # The kernel's number for the clock of another process, all its threads together.
        return sum(time.clock_gettime(~int(member) << 3 | 2) for member in members)

    def load(self, workload, seconds, script):
        """Loads the server; returns requests a second, and in a second of its processor time, and latencies in ms."""
        before = self.processor_seconds()
        text = subprocess.run(
            ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{workload.connections}", f"-d{seconds}s", "--latency",
             "-s", script, f"http://127.0.0.1:{self.port}{workload.path}"],
            check=True, capture_output=True, text=True,
        ).stdout
        spent = self.processor_seconds() - before
        if "Non-2xx" in text or "Socket errors" in text:
            raise SystemExit(f"{self.name}: {workload.name}: {text}")
        count = int(re.search(r"(\d+) requests in", text).group(1))
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
        return {
            "rate": rate, "rate_of_processor": count / spent if spent else float("inf"),
            "p50": milliseconds(text, "50%"), "p99": milliseconds(text, "99%"),
        }


def milliseconds(text, percentile):
    number, unit = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)\b", text).groups()
    return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]


def lua(text):
    """Bytes as a string of Lua."""
    return '"' + "".join(f"\\{byte:03d}" for byte in text) + '"'


def script(workload, path):
    """Writes what wrk sends."""
    headers = "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in workload.headers.items())
    with open(path, "w", encoding="ascii") as file:
        file.write(f'wrk.method = "POST"\nwrk.body = {lua(workload.body)}\n{headers}\n')


def feedforward(binary, port, *arguments):
    return Server(
        "feedforward", [os.path.abspath(binary), "serve", "--listen", f"tcp://127.0.0.1:{port}", *arguments], port,
        {"FEEDFORWARD__SERVER__REACTORS": "1"},
    )


def nginx(folder, port, body):
    with open(f"{folder}/nginx.conf", "w", encoding="ascii") as file:
        file.write(NGINX.format(folder=folder, port=port))
    with open(f"{folder}/answer", "wb") as file:
        file.write(body)
    return Server("nginx", [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", f"{folder}/nginx.conf"], port)


def granian(python, port, models):
    here = os.path.dirname(os.path.abspath(__file__))
    command = [python, "-m", "granian", "--interface", "rsgi", "--workers", "1", "--runtime-mode", "st", "--host",
               "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "error", "granian_peer:application"]
    return Server("granian+ort", command, port, {
        "PEER_MODELS": models, "PYTHONPATH": here, "OMP_NUM_THREADS": "1",
    })
