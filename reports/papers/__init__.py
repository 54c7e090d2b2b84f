"""Papers that are printed, signed and filed: what each holds. How they look is the business of ``formats``."""
