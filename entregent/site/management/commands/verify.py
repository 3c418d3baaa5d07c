"""`entregent verify`: rows, hashes, outbox and audit chain, checked against one another."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from entregent.core.verify import names, run_checks


class Command(BaseCommand):
    help = "Checks that rows, hashes, outbox and audit chain agree. Exit status 1 when something is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(run_checks())
        if options["json"]:
            self.stdout.write(json.dumps({"checks": names(), "findings": [asdict(finding) for finding in findings]}))
        else:
            for finding in findings:
                self.stdout.write(f"{finding.check}: {finding.message}")
            self.stdout.write(f"{len(names())} checks, {len(findings)} findings")
        sys.exit(bool(findings))
