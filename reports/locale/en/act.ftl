# The act of completeness.
report-completeness-act = Act of the examination of submissions for completeness
act-examined = Submissions examined (deadline: { $deadline }): { $count }.
act-accepted = Accepted as meeting every requirement: { $count }.
act-rejected = Not accepted: { $count }.
act-list-rejected = Submissions not accepted, and why
act-list-held = Submissions that await a decision
act-list-incomplete = Submissions with incomplete documents
act-draft = DRAFT: submissions that await a decision: { $count }. Make the act again when they are decided.
