"""The records in which mistakes are made: small, without a problem, and with most of what a clerk types."""

from __future__ import annotations

from goldenthread.model.keys import FORMAT

PUBLIC = "".join(f"  {key}: public\n" for key in FORMAT.kinds["default-audience"].keys)
FOLDER = "meetings/2026-05-06-ferry-day"
RECORDS = {
    "archive.yml": f"format: 1\ntitle: Riverside meetings\ndefault_audience:\n{PUBLIC}",
    "registers/people.yml": "- id: ana\n  name: Ana Reyes\n  group: transport-team\n- id: ben\n  name: Ben Osei\n",
    "registers/groups.yml": "- id: ferry-users\n  name: Ferry users\n- id: transport-team\n  name: Transport team\n",
    "registers/themes.yml": "- id: ferries\n  name: Ferries\n- id: tickets\n  name: Tickets\n",
    "registers/series.yml": "- id: ferry-days\n  name: Ferry days\n",
    "registers/indicators.yml": "- id: missed-buses\n  name: Missed buses\n  target: 5\n",
    "meetings/2026-03-04-first-meeting/meeting.md": """---
title: First meeting
date: 2026-03-04
series: ferry-days
actions:
  - id: count-the-missed
    what: Count who is left behind
    owner: ferry-users
    due: 2026-06-30
decisions:
  - id: buses-first
    what: The bus timetable is fixed first
    why: The buses connect with the train
---
We met, and agreed on [[count-the-missed]].
""",
    f"{FOLDER}/meeting.md": """---
title: Ferry day
series: ferry-days
date: 2026-05-06
place: The old boat house
objectives:
  - Share what the winter was like
  - Agree on one timetable
participants:
  - person: ana
    role: chair
  - group: ferry-users
    count: 9
  - a lamplighter
programme:
  - id: welcome
    time: 9:30
    title: Welcome
    kind: welcome
  - id: what-we-saw
    time: 10:00
    title: What we saw this winter
    kind: presentation
    group: ferry-users
actions:
  - id: hold-the-last-bus
    what: Hold the last bus
    owner: [ana, transport-team]
    due: 2026-10-01
    due_said: before the clocks go back
    theme: ferries
    from: missed-connections#last-bus
  - id: print-one-timetable
    what: "Print one timetable: boats and buses"
    owner: ben
    due: 2026-09
decisions:
  - id: one-ticket
    what: One ticket for bus and ferry
    why: People pay twice
    theme: tickets
questions:
  - id: who-pays
    what: Who pays for the ticket machine?
updates:
  - about: count-the-missed
    status: in progress
    note: The crew counts on weekdays
---
We met in the old boat house. [[hold-the-last-bus]] came out of the chart.
""",
    f"{FOLDER}/flip-charts/missed-connections.md": """---
title: Missed connections
pens:
  first: {colour: black, default: yes}
  second: {colour: red}
  plenary: {colour: green, by: everyone}
ranking: {method: one dot each, by: everyone}
---
## LAST BUS [PRIORITY 1]{.plenary rank=1} {#last-bus as="The last bus"}
- nobody left on the [quay]{.second}
- HOLD IT FIVE MINUTES {action=hold-the-last-bus}
- who tells the driver? {.second .question #who-tells-the-driver}
## TICKETS {#tickets}
IMPROVEMENT ACTION {label=action}
- one ticket for both {.second}
""",
    "updates/2026.yml": """- about: print-one-timetable
  date: 2026-08-15
  status: done
  by: transport-team
  note: Printed, and on every boat
- about: missed-buses
  date: 2026-09-30
  value: 12
  source: the crew's log
""",
}
MEETING = f"{FOLDER}/meeting.md"
CHART = f"{FOLDER}/flip-charts/missed-connections.md"
