"""Proofs that a person's browser has worked for its try: « Je ne suis pas un robot », asked of no third party."""
