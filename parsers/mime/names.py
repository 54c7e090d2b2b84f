"""Names for parts that came without one: stable for the same letter, with the ending of their type."""

_ENDINGS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/rtf": "rtf",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/x-rar-compressed": "rar",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/ms-tnef": "dat",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
    "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-mime": "p7m",
    "application/pgp-signature": "asc",
    "message/rfc822": "eml",
    "message/delivery-status": "txt",
    "text/plain": "txt",
    "text/html": "html",
    "text/calendar": "ics",
    "text/rtf": "rtf",
    "text/csv": "csv",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "image/jpeg": "jpg",
    "image/pjpeg": "jpg",
    "image/jpg": "jpg",
    "image/tiff": "tif",
    "image/x-ms-bmp": "bmp",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "video/quicktime": "mov",
    "video/x-msvideo": "avi",
}
_TYPES = {
    **{ending: kind for kind, ending in reversed(_ENDINGS.items())},
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "htm": "text/html",
    "log": "text/plain",
}
_NO_ENDING = ("", "unknown", "empty", "program")


def made_up(content_type: str, number: int, sniffed: str = "") -> str:
    """``attachment-2.pdf``: by the declared type, by the content (``sniffed``) where the type says nothing."""
    main, _, sub = content_type.partition("/")
    ending = _ENDINGS.get(content_type)
    if ending is None and main in ("image", "audio", "video") and sub.isalnum():
        ending = sub
    if ending is None and main == "text":
        ending = "txt"
    if ending is None:
        ending = "bin" if sniffed in _NO_ENDING else {"jpeg": "jpg", "tiff": "tif", "text": "txt"}.get(sniffed, sniffed)
    return f"attachment-{number}.{ending}"


def type_of(name: str) -> str:
    """The media type that a file's name promises, for files inside archives, which have no label of their own."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
