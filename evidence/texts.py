"""The long texts: pages of Debian's documentation packages, fetched with apt and unpacked without being installed."""

import dataclasses
import hashlib
import pathlib
import subprocess

from html_text import text_of

ANARCHISM = "usr/share/doc/anarchism/html"
HANDBOOK = "usr/share/doc/debian-handbook/html/en-US"
REFERENCE = "usr/share/debian-reference"


@dataclasses.dataclass(frozen=True)
class Source:
    """Pages that make one text, in order."""

    name: str
    package: str
    version: str
    pages: tuple[str, ...]
    sha256: str
    """Of the text made from the pages, as UTF-8."""


SOURCES = (
    Source(
        "A",
        "anarchism",
        "15.3-3",
        (f"{ANARCHISM}/secI4.html",),
        "1257865290fe11a9b1601ac79c2e5bfd2f1e1dd4d5d7927f9c1db11907b0ebf2",
    ),
    Source(
        "B",
        "debian-handbook",
        "11.20220922",
        tuple(
            f"{HANDBOOK}/{page}.html"
            for page in (
                "sect.package-meta-information",
                "sect.manipulating-packages-with-dpkg",
                "sect.apt-get",
                "sect.installation-steps",
                "sect.virtualization",
                "sect.config-misc",
                "sect.supervision",
                "sect.remote-login",
            )
        ),
        "53b1d37767864526ecdff5833947b104b802ba9703f5185c705a1d502c74ad06",
    ),
    Source(
        "C",
        "anarchism",
        "15.3-3",
        (f"{ANARCHISM}/secC2.html",),
        "223cebd079306eac43b56adc17a8a476c728265a2d3936a5a6a653e6595d463e",
    ),
    Source(
        "D",
        "debian-reference-en",
        "2.100",
        tuple(f"{REFERENCE}/ch{chapter}.en.html" for chapter in ("05", "06", "08", "10", "11")),
        "c320e38bb54c5eec0f4ed0681c74f0679f17b95165f7cf277bc8108e10128103",
    ),
    Source(
        "H",
        "anarchism",
        "15.3-3",
        (f"{ANARCHISM}/secG1.html", f"{ANARCHISM}/secG4.html"),
        "0246596b6eeb384e0055972b8fee02e658c72ee8b9d0cbe73a65310c6a9c2ba5",
    ),
)


def unpacked(source: Source, cache: pathlib.Path) -> pathlib.Path:
    """The folder with the package's files; fetches it where it is not there. Needs apt-get and dpkg-deb."""
    folder = cache / f"{source.package}_{source.version}"
    if folder.exists():
        return folder
    downloads = cache / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "-qq", f"{source.package}={source.version}"], cwd=downloads, check=True)
    (archive,) = downloads.glob(f"{source.package}_*.deb")
    unfinished = cache / f"{folder.name}.unfinished"
    subprocess.run(["dpkg-deb", "-x", archive, unfinished], check=True)
    unfinished.rename(folder)
    return folder


def text(source: Source, cache: pathlib.Path) -> str:
    """Raises ValueError where the text is not the one that the results were measured on."""
    folder = unpacked(source, cache)
    pages = [text_of((folder / page).read_text(encoding="utf-8")) for page in source.pages]
    whole = "\n".join(pages)
    found = hashlib.sha256(whole.encode()).hexdigest()
    if found != source.sha256:
        raise ValueError(f"text {source.name} has the SHA-256 {found}, not {source.sha256}")
    return whole
