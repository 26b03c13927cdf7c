-- The back of the heel pain handout but for treatments, diary and contacts: tests, an operation, when
-- to come back, questions.

local dates = require "lib.dates"
local intake = require "lib.intake"
local safety = require "lib.safety"
local sentences = require "lib.sentences"

local back = {}

local QUESTION_LINES = 3

-- When lasting pain needs a visit, and which tests may come: the scan is explained when it is planned.
--   order   of dropping, by which the front may leave it to the back to say that there are many causes
function back.tests(patient, order)
  local keys = { "home.no_better" }
  local scan = intake.has(patient.tests_planned, "ultrasound_scan")
  if scan then
    table.move({ "tests.scan", "tests.scan.what" }, 1, 2, 2, keys)
  end
  if #(patient.tests_planned or {}) > 0 then
    table.move({ "tests.other", "tests.result" }, 1, 2, #keys + 1, keys)
  else
    keys[#keys + 1] = "tests.may"
  end
  if scan and intake.has(patient.treatments_offered, "ultrasound_treatment") then
    keys[#keys + 1] = "tests.two_kinds"
  end
  return section {
    title = words("heading.tests"),
    order and para { when_dropped = order, restate "cause.many" } or false,
    para(sentences.join(keys)),
  }
end

local surgery_keys = {
  nerve = "surgery.nerve", band = "surgery.band", spur = "surgery.spur", shape = "surgery.foot_shape",
}

-- Only when it was discussed, and only the reason that the clinician picked.
function back.surgery(patient)
  if not patient.surgery_discussed then
    return false
  end
  return section {
    title = words("heading.surgery"),
    para(sentences.join { "surgery.few", surgery_keys[patient.surgery_for] or false, "surgery.why" }),
  }
end

-- How long it has hurt, the date, and the clinic's signs for calling before it: whole, as approved. In
-- large print behind whom to call, where the date stands.
function back.come_back(patient, clinic)
  local weeks = patient.symptom_weeks and tostring(math.floor(patient.symptom_weeks + 0.5)) or false
  local told = weeks and restate("intro.pain_weeks", { weeks = weeks })
  local sooner = words("heading.sooner")
  local signs = list(safety.soon_items(patient, clinic))
  if patient.large_print then
    return group { para { told, told and line_break(), sooner }, signs }
  end
  local date = restate("call.come_back", { date = dates.diary(patient.follow_up_date) })
  return section {
    title = words("heading.come_back"),
    para { told, told and " ", date, line_break(), sooner },
    signs,
  }
end

function back.questions(patient)
  return section {
    title = words("heading.questions"),
    writing_lines { count = QUESTION_LINES, height = patient.large_print and 27 or 25.5 },
  }
end

-- What nobody can promise.
function back.unknown()
  return para { role = "note", bold(words("heading.unknown")), " ", restate "unknown.heel_pain" }
end

return back
