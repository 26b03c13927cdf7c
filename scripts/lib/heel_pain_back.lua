-- The back of the heel pain handout but for treatments, diary and contacts: tests, an operation, when
-- to come back, questions, what nobody knows.

local dates = require "lib.dates"
local intake = require "lib.intake"
local safety = require "lib.safety"
local sentences = require "lib.sentences"

local back = {}

local QUESTION_LINES, MORE_QUESTION_LINES = 3, 4 -- beside an operation less

-- When lasting pain needs a visit, and which tests may come; an ultrasound scan is always explained.
--   many_causes   "always": that heel pain has many causes is said here; an order of dropping: only when
--                 the front leaves it to the back
function back.tests(patient, many_causes)
  local keys = { "home.no_better" }
  local planned = patient.tests_planned or {}
  if #planned == 0 or intake.has(planned, "ultrasound_scan") then
    table.move({ "tests.scan", "tests.scan.what" }, 1, 2, #keys + 1, keys)
  end
  keys[#keys + 1] = "tests.other"
  if #planned > 0 then
    keys[#keys + 1] = "tests.result"
  end
  return section {
    title = words("heading.tests"),
    many_causes and para {
      when_dropped = many_causes ~= "always" and many_causes or nil, restate "cause.many",
    } or false,
    para(sentences.join(keys)),
  }
end

-- What the two uses of the word ultrasound are, where this sheet has both.
function back.two_kinds(patient)
  return intake.has(patient.tests_planned, "ultrasound_scan")
    and intake.has(patient.treatments_offered, "ultrasound_treatment")
    and para { role = "note", restate "tests.two_kinds" } or false
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
--   in_a_row   the signs as a paragraph: lower by a third
function back.come_back(patient, clinic, in_a_row)
  local weeks = patient.symptom_weeks and tostring(math.floor(patient.symptom_weeks + 0.5)) or false
  local told = weeks and restate("intro.pain_weeks", { weeks = weeks })
  local sooner = words("heading.sooner")
  local items = safety.soon_items(patient, clinic)
  if patient.large_print then
    return group { para { told, told and line_break(), sooner }, list(items) }
  end
  local date = restate("call.come_back", { date = dates.diary(patient.follow_up_date) })
  local first = { told, told and " ", date, line_break(), in_a_row and bold(sooner) or sooner }
  if in_a_row then
    for _, item in ipairs(items) do
      table.move({ " ", item[1] }, 1, 2, #first + 1, first)
    end
  end
  return section { title = words("heading.come_back"), para(first), not in_a_row and list(items) }
end

function back.questions(patient)
  return section {
    title = words("heading.questions"),
    writing_lines { count = patient.surgery_discussed and QUESTION_LINES or MORE_QUESTION_LINES,
      height = patient.large_print and 34 or 27 },
  }
end

-- What nobody can promise.
function back.unknown()
  return para { role = "note", bold(words("heading.unknown")), " ", restate "unknown.heel_pain" }
end

return back
