"""The Kazakh papers by kind, in the order of the regulations (section IV)."""

from collections.abc import Callable

from tests.samples.kazakh import lists, orders, plans, records, words
from tests.samples.paper import Hand, Paper

PAPERS: dict[str, Callable[[Hand], Paper]] = {
    "establishment_order": orders.establishment_order,
    "leader_appointment_order": orders.leader_appointment_order,
    "association_regulations": orders.association_regulations,
    "member_duties": orders.member_duties,
    "previous_year_analysis": words.previous_year_analysis,
    "topic_goal_priorities": words.topic_goal_priorities,
    "annual_work_plan": plans.annual_work_plan,
    "staff_composition": lists.staff_composition,
    "self_education": lists.self_education,
    "attestation_plan": lists.attestation_plan,
    "professional_development_plan": lists.professional_development_plan,
    "publications": records.publications,
    "assessment_schedule": lists.assessment_schedule,
    "open_lessons_schedule": lists.open_lessons_schedule,
    "best_practices": words.best_practices,
    "elective_courses": lists.elective_courses,
    "young_specialist_school": plans.young_specialist_school,
    "innovation_participation": words.innovation_participation,
    "subject_weeks": plans.subject_weeks,
    "gifted_pupils_plan": plans.gifted_pupils_plan,
    "learning_gaps_plan": plans.learning_gaps_plan,
    "olympiad_results": records.olympiad_results,
    "partnerships": words.partnerships,
    "meeting_minutes": records.meeting_minutes,
}
