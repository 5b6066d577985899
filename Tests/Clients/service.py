"""Plain HTTP to the service, beside the client under test: what puts models in place and what no client sends."""
import http.client
import json
import urllib.parse


class Answer:
    """Status, header and content of an answer."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.content = response.read()

    def json(self):
        return json.loads(self.content)

    def error(self):
        """The text that existing clients read: a string `error` in an object."""
        text = self.json()["error"]
        assert isinstance(text, str) and text, f"`error` should be a text: {text!r}"
        return text


class Service:
    """The service at a URL such as http://127.0.0.1:8080."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.address = urllib.parse.urlsplit(url).netloc

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=60)

    def request(self, method, path, body=None, headers=None):
        """One request on a connection of its own. `body`: bytes, or what is sent as JSON."""
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        connection = self.connect()
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def put_model(self, name, definition):
        """Keeps a network under a name, as version 1."""
        path = "/v1/models/" + urllib.parse.quote(name)
        self.request("DELETE", path)
        answer = self.request("PUT", path, definition)
        assert answer.status == 201, f"PUT {path} answered {answer.status}: {answer.content[:300]}"

    def refused(self, status, path, body, headers=None, *words):
        """Asserts that a POST is refused cleanly: the status, a text for clients, and the words that it names."""
        answer = self.request("POST", path, body, headers)
        assert answer.status == status, f"the status should be {status}, found {answer.status}: {answer.content[:200]}"
        text = answer.error()
        for word in words:
            assert word in text, f"the message should name {word!r}: {text!r}"
        return answer
