-- The back of the heel pain handout but for treatments, diary and contacts: tests, an operation, when
-- to come back, questions, what nobody knows.

local dates = require "lib.dates"
local intake = require "lib.intake"
local safety = require "lib.safety"
local sentences = require "lib.sentences"

local back = {}

local QUESTION_LINES, MORE_QUESTION_LINES, LARGE_QUESTION_LINES = 3, 4, 2 -- fewer beside an operation

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
--   in_a_row   the signs as a paragraph: lower by a third; so in large print
function back.come_back(patient, clinic, in_a_row)
  local weeks = patient.symptom_weeks and tostring(math.floor(patient.symptom_weeks + 0.5)) or false
  local first = { weeks and restate("intro.pain_weeks", { weeks = weeks }), weeks and " " }
  local sooner, items = words("heading.sooner"), safety.soon_items(patient, clinic)
  local is_large = patient.large_print or false
  if not is_large then
    first[3] = restate("call.come_back", { date = dates.diary(patient.follow_up_date) })
  end
  first[#first + 1] = (weeks or not is_large) and line_break()
  first[#first + 1] = (in_a_row or is_large) and bold(sooner) or sooner
  if not in_a_row and not is_large then
    return section { title = words("heading.come_back"), para(first), list(items) }
  end
  for _, item in ipairs(items) do
    table.move({ " ", item[1] }, 1, 2, #first + 1, first)
  end
  return is_large and para(first) or section { title = words("heading.come_back"), para(first) }
end

function back.questions(patient, drop)
  return section {
    drop = drop,
    title = words("heading.questions"),
    writing_lines {
      count = patient.large_print and LARGE_QUESTION_LINES
        or patient.surgery_discussed and QUESTION_LINES or MORE_QUESTION_LINES,
      height = patient.large_print and 30 or 27,
    },
  }
end

-- What nobody can promise. where: drop or when_dropped.
function back.unknown(patient, where)
  return para {
    drop = where.drop, when_dropped = where.when_dropped,
    role = patient.large_print and "body" or "note",
    bold(words("heading.unknown")), " ", restate "unknown.heel_pain",
  }
end

return back
