"""A list of named checks, each of which passes or fails by itself, and what they assert with."""
import sys
import time
import traceback


class Checks:
    """Checks in the order in which they were written down."""

    def __init__(self):
        self.entries = []

    def __call__(self, sentence):
        """Makes the function below one check."""

        def register(function):
            self.entries.append((sentence, function, ()))
            return function

        return register

    def each(self, sentence, cases):
        """Makes the function below one check per case; `{}` in the sentence stands for the case's first member."""

        def register(function):
            for case in cases:
                case = case if isinstance(case, tuple) else (case,)
                self.entries.append((sentence.format(*case), function, case))
            return function

        return register

    def run(self, *context):
        """Runs all checks and returns the process's exit status; a sentence on the command line picks some."""
        wanted = sys.argv[2] if len(sys.argv) > 2 else ""
        passed = failed = 0
        sentences = set()
        began = time.monotonic()
        for sentence, function, case in self.entries:
            assert sentence not in sentences, f"two checks say: {sentence}"
            sentences.add(sentence)
            if wanted not in sentence:
                continue
            try:
                function(*context, *case)
            except Exception as error:
                failed += 1
                last = traceback.extract_tb(error.__traceback__)[-1]
                reason = str(error).strip().replace("\n", " ")[:400] or type(error).__name__
                print(f"FAIL {sentence}\n     {type(error).__name__}: {reason} ({last.name}, line {last.lineno})", flush=True)
            else:
                passed += 1
                print(f"PASS {sentence}", flush=True)
        print(f"{time.monotonic() - began:.1f} seconds")
        print(f"{passed} passed, {failed} failed")
        return 1 if failed or not passed else 0


def same(found, expected, what="the value"):
    """Asserts equality, and says what was found."""
    assert found == expected, f"{what} should be {expected!r}, found {found!r}"


def holds(condition, message):
    """Asserts a condition, and says what is wrong."""
    assert condition, message


def contains(text, *words):
    """Asserts that a message names what is wrong."""
    for word in words:
        assert word in text, f"the message should name {word!r}: {text!r}"
