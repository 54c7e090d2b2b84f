"""Applications made by the thousand: values, labels and shapes of many schools, seeded, with what is in them known."""
