"""What the commission is given and what it signs: score sheets, protocols, results, diplomas."""
