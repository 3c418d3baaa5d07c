"""Particulars of a person: names, birth, telephones, mails and addresses with their labels; found, and never twice."""
