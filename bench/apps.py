from django.apps import AppConfig


class BenchConfig(AppConfig):
    """What the drills of files are sent for: larger than any real purpose allows."""

    name = "bench"

    def ready(self) -> None:
        from entregent.files import purposes  # noqa: PLC0415 (models are not ready before)

        purposes.register_purpose(purposes.Purpose("mesure", lambda viewer: True, most_bytes=2**34))
