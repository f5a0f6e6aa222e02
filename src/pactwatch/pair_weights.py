"""The weights of `names.py` and `pairs.py`; written by `tests/benchmarks/fit_pairs.py`, not by hand.

Learnt from 3436 authored evidence passages. Chosen over hand-set rules: see `docs/decisions.md`.
"""

from pactwatch.pair_scoring import parse_weights

NAME_WEIGHTS = parse_weights(
    """
always_opens -0.77  ampersand 0.12  bias -0.93  called -0.12  camel 0.11  capitals -2.05  close_after_known -1.73
close_before_known -0.29  demonym_before -0.05  determiner -0.86  digit -0.51  given_name -0.7
given_name_first -1.07  goods_after 0.97  hyphen -1.41  in_both 0.41  inside -0.64  known_0 1.4  known_1 0.63
known_2 -1.08  known_3 -1.89  listed_with_known 0.16  marker 0.99  marker_last 2.14  often 0.27
one_word_opens -1.36  opens 0.23  own_report 1.29  owned 0.04  person_before -0.56  possessive 1.66
product_after 0.71  quoted 0.09  role_after 0.62  role_before 1.82  subject 1.11  suffix_after 1.39
tie_against -0.03  tie_and 0.36  tie_at 0.45  tie_between 0.82  tie_by 0.8  tie_for -0.2  tie_from 0.27
tie_in -0.75  tie_into -0.5  tie_over 0.24  tie_per -0.1  tie_than -0.07  tie_through -0.11  tie_to 0.27
tie_via 0.13  tie_with 0.97  tied_after_known -0.4  tied_before_known -0.32  title_inside -0.24  title_only -0.14
title_opens 0.52  trade_last 1.54  twice 1.55  two_forms -0.53  words_1 -0.37  words_2 -0.48  words_3 -0.23
words_4 0.14
    """
)

FIRST_WEIGHTS = parse_weights(
    """
after:$ 0.47  after:% -0.09  after:) 0.13  after:: -0.25  after:; -0.03  after:a 0.13  after:about -0.22
after:abu -0.14  after:accelerators -0.04  after:added -0.07  after:adobe -0.18  after:after 0.34
after:against -0.1  after:agent -0.17  after:agreed -0.11  after:ai -0.16  after:all -0.23  after:alone -0.49
after:already -0.19  after:also -0.1  after:amazon 0.15  after:amd -0.09  after:among -0.08  after:an 0.08
after:announced 0.19  after:another 0.13  after:answer 0.44  after:answers 0.13  after:anthropic -0.2
after:app 0.17  after:apple -0.35  after:are -0.55  after:asked 0.14  after:assistant -0.29  after:at -0.16
after:aws -0.23  after:axel 0.23  after:azure 0.06  after:back 0.22  after:based 0.03  after:be -0.12
after:because 0.09  after:been -0.19  after:before 0.13  after:behind 0.27  after:being 0.11  after:beside -0.12
after:best -0.11  after:bill 0.36  after:billed 0.07  after:billion 0.26  after:blackwell 0.42  after:board 0.15
after:both -0.07  after:bought -0.21  after:broadcom -0.1  after:build 0.13  after:building 0.07
after:business -0.2  after:buy -0.25  after:by -0.07  after:can 0.27  after:capacity 0.1  after:carry -0.07
after:case -0.09  after:cent 0.04  after:centres -0.17  after:character -0.17  after:chart -0.39  after:chat 0.06
after:chatgpt 0.1  after:chips -0.18  after:claude -0.6  after:clients -0.14  after:cloud -0.08
after:cohere -0.13  after:commission 0.04  after:companies -0.26  after:company 0.18  after:compute 0.18
after:contract 0.12  after:copilot -0.44  after:coreweave 0.05  after:cost -0.18  after:country 0.14
after:customer 0.06  after:customers -0.38  after:d 0.13  after:data -0.1  after:databricks 0.04  after:days -0.29
after:december 0.09  after:delivered -0.26  after:did 0.1  after:do -0.04  after:does 0.22  after:else -0.04
after:end -0.4  after:ended -0.23  after:enterprise 0.11  after:equity -0.1  after:every 0.16
after:exclusive 0.21  after:exclusivity 0.23  after:financial 0.1  after:firms -0.05  after:first -0.28
after:follow -0.17  after:for -0.09  after:from -0.2  after:fund -0.16  after:gb -0.2  after:gemini -0.28
after:gets -0.06  after:gives 0.1  after:gm 0.08  after:go -0.24  after:gone -0.23  after:got -0.17
after:gpus -0.04  after:grok 0.08  after:group -0.05  after:h -0.21  after:had 0.24  after:half -0.05
after:hall 0.22  after:halls 0.07  after:hands 0.16  after:has -0.15  after:have -0.1  after:hold -0.17
after:holds -0.13  after:home -0.06  after:how -0.11  after:i 0.16  after:ideogram 0.05  after:if -0.32
after:image -0.2  after:in -0.32  after:inference 0.07  after:instead 0.08  after:into 0.06  after:is -0.06
after:it 0.19  after:its 0.13  after:itself 0.22  after:joined -0.39  after:lab -0.45  after:largest 0.09
after:le 0.03  after:less 0.03  after:let 0.18  after:letter 0.18  after:licence -0.03  after:licensed 0.15
after:lists 0.07  after:llama 0.22  after:los 0.07  after:machines -0.29  after:made -0.21  after:maker -0.17
after:makes 0.03  after:marketplace 0.16  after:megawatts 0.08  after:meta -0.12  after:microsoft -0.09
after:might -0.07  after:million -0.04  after:mistral 0.11  after:model -0.1  after:models 0.11  after:monde 0.09
after:money 0.31  after:months 0.12  after:more -0.03  after:most -0.19  after:must 0.26  after:mw -0.07
after:nc 0.14  after:new 0.09  after:news -0.2  after:next 0.42  after:nim 0.05  after:nine -0.67  after:no 0.43
after:nobody -0.28  after:not 0.23  after:nothing 0.06  after:now 0.32  after:nvidia 0.09  after:october 0.15
after:of -0.15  after:off 0.24  after:offered -0.25  after:officials 0.18  after:on -0.06  after:one 0.28
after:ones -0.04  after:open 0.12  after:openai -0.26  after:operate -0.2  after:or -0.19  after:oracle 0.08
after:order -0.05  after:other -0.15  after:others 0.13  after:ought 0.05  after:our -0.25  after:out 0.08
after:over 0.1  after:own 0.46  after:paid 0.09  after:part -0.05  after:parts -0.04  after:pay 0.37
after:pays 0.05  after:people 0.15  after:per 0.16  after:pika 0.1  after:plan -0.28  after:plus 0.03
after:post -0.11  after:preferred 0.25  after:price -0.08  after:primary -0.25  after:pro 0.05
after:product -0.22  after:public -0.37  after:put 0.05  after:racks 0.05  after:read 0.06  after:redmond 0.2
after:rent 0.1  after:replit 0.05  after:rest -0.03  after:right -0.08  after:round 0.04  after:runs -0.21
after:s 0.24  after:said -0.09  after:sales -0.05  after:same -0.09  after:says -0.04  after:search -0.06
after:seats 0.16  after:second 0.12  after:security -0.14  after:sell 0.18  after:sells -0.23  after:served -0.12
after:service -0.26  after:set 0.08  after:several 0.08  after:shall 0.06  after:share -0.1
after:shareholders 0.06  after:shares 0.16  after:signed 0.07  after:silicon -0.09  after:since 0.38
after:six 0.08  after:sk 0.34  after:so 0.29  after:softbank -0.03  after:software -0.15  after:sole 0.29
after:some 0.11  after:spring -0.07  after:springer 0.08  after:staff 0.11  after:start 0.17  after:state 0.18
after:still 0.16  after:stock -0.06  after:supplier 0.2  after:supply 0.04  after:systems -0.04  after:t 0.06
after:takes 0.29  after:ten 0.29  after:terms -0.05  after:than 0.05  after:that -0.05  after:their -0.5
after:them 0.03  after:then 0.08  after:there 0.14  after:they 0.15  after:thirty 0.18  after:this 0.04
after:three 0.38  after:through 0.13  after:thursday 0.11  after:times 0.08  after:today 0.08
after:together -0.06  after:too 0.66  after:took -0.21  after:topaz 0.04  after:train -0.15  after:trained -0.22
after:training 0.25  after:tuesday 0.16  after:turn 0.23  after:twelve 0.18  after:two 0.4  after:under 0.05
after:use -0.17  after:used 0.04  after:users -0.24  after:wants 0.06  after:was -0.15  after:way 0.3
after:we 0.05  after:wednesday -0.09  after:week 0.11  after:well -0.29  after:were 0.2  after:when 0.09
after:where 0.04  after:which 0.2  after:while 0.17  after:who 0.28  after:whose 0.08  after:will -0.12
after:with -0.04  after:within -0.14  after:without -0.34  after:worth 0.14  after:would 0.44  after:xai 0.09
after:years -0.07  after:you -0.44  apart -1.24  apart_alone 0.64  apart_both_alone -0.27  apart_far -0.45
apart_next 0.14  before:$ -0.16  before:( 0.04  before:: -0.21  before:; -0.18  before:? -0.14  before:about 0.32
before:abu 0.25  before:after -0.17  before:against -0.24  before:agent 0.05  before:agents -0.05
before:agreement 0.19  before:ai 0.09  before:all 0.18  before:alphabet 0.11  before:amazon 0.34  before:amd -0.09
before:among 0.06  before:an 0.19  before:and 0.32  before:announced -0.2  before:anthropic 0.08  before:app -0.17
before:are -0.15  before:as -0.1  before:assistant -0.43  before:at -0.22  before:azure -0.34  before:be -0.16
before:before 0.2  before:behind 0.14  before:beside 0.15  before:between 0.53  before:bought -0.04
before:box 0.05  before:business -0.05  before:but 0.16  before:buy 0.24  before:by -0.11  before:call -0.05
before:can -0.28  before:capacity 0.2  before:centre 0.07  before:chatgpt -0.31  before:chips 0.1
before:choose 0.16  before:claude 0.13  before:cloud -0.36  before:cnn 0.2  before:company 0.07  before:condé 0.05
before:contract 0.25  before:contracts -0.06  before:coreweave 0.2  before:counts -0.05  before:coverage 0.16
before:customers -0.15  before:data 0.19  before:day -0.36  before:days 0.23  before:developers -0.13
before:dhabi 0.22  before:did -0.07  before:dollar -0.09  before:firm 0.09  before:firms 0.1  before:five -0.07
before:for 0.14  before:fortune 0.06  before:from -0.43  before:get 0.48  before:gigawatts -0.17  before:go -0.09
before:google -0.08  before:gpt -0.13  before:group 0.26  before:had 0.18  before:half -0.03  before:halls -0.5
before:has -0.34  before:have 0.13  before:house 0.18  before:if -0.13  before:inflection 0.1  before:inside -0.1
before:into -0.1  before:is -0.36  before:it 0.5  before:january 0.06  before:july 0.06  before:june 0.03
before:lab -0.04  before:last 0.09  before:let 0.07  before:licences -0.12  before:llama 0.11  before:london -0.28
before:luma -0.07  before:made -0.06  before:march 0.04  before:may -0.1  before:megawatts 0.11  before:meta -0.08
before:mistral -0.05  before:model -0.21  before:models -0.24  before:money 0.14  before:months -0.07
before:nast 0.06  before:naver -0.22  before:neither -0.34  before:news 0.07  before:next 0.13  before:no 0.31
before:norway -0.08  before:not 0.25  before:now 0.04  before:nvidia 0.09  before:of -0.52  before:on -0.31
before:once -0.09  before:only -0.15  before:open 0.22  before:or 0.25  before:oracle 0.21  before:ordered 0.13
before:other 0.51  before:out -0.1  before:over -0.32  before:own 0.2  before:owned 0.26  before:owns 0.08
before:part -0.32  before:partnerships -0.06  before:place -0.1  before:plan -0.16  before:price 0.21
before:put -0.12  before:puts -0.12  before:re -0.3  before:rent -0.03  before:revenue 0.11  before:run -0.45
before:runs -0.12  before:s -0.17  before:said -0.18  before:same -0.1  before:san -0.11  before:say -0.21
before:sells 0.12  before:since 0.14  before:six 0.05  before:so 0.23  before:software -0.08  before:some -0.1
before:sovereign -0.17  before:spring 0.14  before:stargate -0.1  before:start -0.48  before:state 0.87
before:such -0.07  before:supplier -0.09  before:t 0.08  before:take 0.18  before:takes -0.29
before:technology -0.13  before:than 0.11  before:that 0.52  before:the 0.1  before:their -0.19  before:them 0.06
before:then 0.13  before:there 0.04  before:they 0.07  before:things -0.04  before:third -0.44  before:this 0.34
before:those -0.1  before:three -0.51  before:through -0.17  before:times 0.16  before:to 0.06  before:today -0.03
before:together -0.12  before:tokyo 0.14  before:too -0.08  before:tools 0.03  before:tuesday 0.08
before:two 0.06  before:under 0.2  before:until 0.09  before:up -0.2  before:use -0.06  before:venture 0.18
before:was 0.29  before:way -0.04  before:we -0.35  before:week -0.07  before:weeks -0.06  before:went 0.19
before:what 0.69  before:when -0.22  before:where -0.06  before:which -0.04  before:who 0.34  before:whose -0.06
before:will -0.12  before:with -0.26  before:work 0.13  before:would -0.11  before:xai 0.12  before:year -0.35
before:years 0.06  before:you 0.04  beside -0.29  bias -1.53  both_in_title -0.09  both_only_in_title 0.31
clause_break -0.12  comma -0.44  compatible -0.39  far -0.08  first_in_long_list 0.23  first_list 0.24
first_two 0.35  goods 0.2  in:$ -0.13  in:% -0.18  in:) -0.06  in:: 0.13  in:; -0.11  in:a -0.16  in:able 0.36
in:about -0.26  in:accelerators -0.1  in:access -0.23  in:added 0.08  in:adobe -0.09  in:after 0.13
in:against -0.24  in:agent -0.06  in:agents 0.29  in:agreed -0.21  in:agreement -0.11  in:ai -0.06  in:all 0.34
in:along -0.34  in:already 0.17  in:also 0.22  in:amazon -0.36  in:amd 0.08  in:among 0.11  in:an -0.25
in:and -0.43  in:announced 0.14  in:another 0.07  in:answers -0.3  in:anthropic -0.33  in:any 0.11  in:api 0.16
in:app -0.19  in:appeared -0.09  in:arabic -0.16  in:are 0.3  in:arm -0.22  in:arrangement 0.34
in:artificial -0.29  in:as -0.45  in:assistant 0.35  in:at 0.04  in:away -0.03  in:aws 0.18  in:azure -0.05
in:back -0.07  in:backers -0.16  in:badge -0.2  in:be -0.14  in:because -0.29  in:become -0.05  in:becomes 0.12
in:bedrock 0.1  in:been -0.17  in:before -0.17  in:began 0.28  in:begun -0.1  in:behind 0.13  in:being 0.07
in:beside 0.1  in:best 0.14  in:between -0.2  in:bill -0.04  in:billion 0.39  in:bn -0.05  in:both 0.58
in:bought 0.29  in:bpifrance -0.05  in:build -0.05  in:building -0.05  in:builds 0.11  in:built 0.35
in:business 0.1  in:but -0.11  in:buy 0.07  in:buying -0.41  in:buys 0.11  in:by 0.33  in:call -0.24
in:called 0.09  in:calls -0.12  in:came 0.05  in:campus 0.25  in:capacity 0.22  in:carry -0.11  in:catalogue 0.06
in:cent -0.26  in:centre 0.06  in:chatgpt -0.22  in:chief -0.2  in:chips -0.03  in:clients -0.19  in:close -0.56
in:cloud 0.21  in:clouds -0.07  in:cohere -0.03  in:command -0.13  in:companies 0.15  in:compute 0.15
in:computing -0.06  in:confirmed 0.04  in:contract -0.23  in:copilot -0.03  in:core -0.12  in:counts -0.22
in:customer -0.29  in:customers 0.11  in:cut 0.1  in:data -0.23  in:day 0.22  in:days -0.28  in:deal -0.29
in:designed -0.11  in:developer -0.09  in:did 0.14  in:does 0.26  in:down 0.07  in:each 0.42  in:earlier -0.18
in:else -0.03  in:ends 0.12  in:engine -0.32  in:enterprise -0.44  in:equity -0.23  in:every 0.14
in:exclusive -0.19  in:exclusivity 0.21  in:executive -0.11  in:far 0.05  in:figaro 0.13  in:fill -0.15
in:firm 0.4  in:firms 0.16  in:first 0.1  in:five 0.16  in:former -0.08  in:fortune -0.03  in:foundation 0.48
in:founded 0.05  in:four 0.09  in:france 0.11  in:friday 0.49  in:from -0.12  in:frontier 0.11  in:fund -0.13
in:further 0.05  in:g -0.2  in:gave 0.25  in:gb -0.04  in:gemini 0.36  in:gen -0.05  in:general 0.05
in:german -0.09  in:germany -0.08  in:get 0.38  in:gets 0.39  in:give 0.34  in:given 0.07  in:gives -0.08
in:glm -0.22  in:go 0.19  in:goes 0.22  in:gone 0.07  in:google -0.33  in:got -0.29  in:gpt 0.39  in:gpus 0.32
in:group 0.04  in:had -0.08  in:half -0.15  in:halls -0.14  in:hand -0.25  in:hardware -0.32  in:has 0.18
in:have -0.39  in:held -0.18  in:hiring -0.19  in:hold -0.16  in:holds 0.06  in:home -0.07  in:host -0.26
in:hosted 0.15  in:house -0.29  in:how 0.14  in:hundred -0.06  in:if 0.05  in:image -0.04  in:in 0.04
in:inc -0.09  in:inference 0.39  in:inflection -0.23  in:infrastructure -0.23  in:inside 0.1
in:intelligence -0.21  in:into -0.28  in:invest 0.08  in:investment 0.04  in:is -0.07  in:its 0.17  in:itself 0.27
in:january -0.15  in:japan 0.06  in:joining 0.34  in:journalism -0.04  in:june -0.25  in:keeps -0.3  in:korea 0.11
in:language 0.05  in:largest 0.11  in:last 0.11  in:law -0.27  in:le 0.19  in:let 0.05  in:licence -0.05
in:licensed -0.44  in:like 0.3  in:listed -0.05  in:live 0.08  in:llama 0.25  in:longer -0.11  in:look 0.08
in:made -0.3  in:maker 0.09  in:many 0.4  in:market -0.07  in:marketplace 0.25  in:may -0.27  in:megawatts -0.04
in:meta 0.3  in:microsoft -0.33  in:million 0.04  in:mistral 0.12  in:model 0.24  in:models 0.21  in:monday -0.12
in:money 0.14  in:month 0.08  in:months -0.1  in:more -0.06  in:most -0.26  in:moved -0.31  in:much -0.07
in:name -0.22  in:near -0.24  in:nearly -0.1  in:need -0.09  in:needs 0.1  in:new -0.18  in:next -0.23
in:no -0.32  in:not -0.25  in:nothing 0.03  in:now 0.34  in:nvidia 0.06  in:of 0.04  in:off 0.18  in:offered 0.07
in:offers -0.1  in:office -0.04  in:on -0.15  in:once 0.07  in:one 0.21  in:ones -0.09  in:only 0.1
in:openai -0.06  in:opened 0.27  in:opens 0.08  in:operator -0.13  in:or -0.58  in:oracle 0.25  in:order -0.2
in:other 0.18  in:others -0.15  in:our 0.15  in:outside -0.34  in:over -0.26  in:owes 0.09  in:own 0.03
in:owned 0.1  in:owner -0.22  in:owns -0.07  in:paid -0.03  in:part 0.1  in:partner 0.08  in:pays -0.08
in:per -0.26  in:perplexity 0.17  in:place 0.33  in:plan -0.1  in:plans -0.46  in:platform -0.1  in:power -0.1
in:preferred 0.06  in:pro -0.18  in:processor 0.04  in:processors 0.26  in:product -0.17  in:promised 0.04
in:promises 0.31  in:purchases 0.08  in:put 0.59  in:puts 0.08  in:quarter -0.17  in:questions -0.17
in:refusal 0.34  in:remain -0.11  in:rent -0.07  in:rents -0.13  in:reported 0.26  in:revenue -0.09
in:right -0.13  in:rights 0.1  in:rival -0.25  in:run 0.24  in:runs 0.12  in:s -0.21  in:said 0.17  in:sales 0.16
in:same -0.24  in:say -0.09  in:says 0.23  in:search 0.05  in:seats -0.27  in:second -0.26  in:sell -0.25
in:sells -0.13  in:serve -0.18  in:served -0.08  in:serves 0.3  in:service -0.07  in:services -0.05  in:seven 0.26
in:shall 0.07  in:share -0.08  in:shareholder -0.27  in:shares 0.18  in:show -0.03  in:signed 0.46  in:since -0.23
in:site -0.25  in:sites 0.21  in:six 0.04  in:sk -0.09  in:smaller 0.43  in:so -0.18  in:software 0.13
in:sold -0.44  in:sole 0.2  in:speech 0.2  in:spend -0.06  in:spread 0.26  in:spring -0.1  in:stake 0.19
in:stand -0.05  in:stargate -0.09  in:start 0.13  in:state -0.2  in:still 0.13  in:store -0.21  in:such -0.43
in:supplier 0.04  in:suppliers 0.22  in:supplies -0.05  in:t -0.03  in:take -0.16  in:takes -0.11  in:talking 0.08
in:talks -0.22  in:team 0.1  in:technology -0.46  in:telecom -0.22  in:ten 0.21  in:terms 0.14  in:that -0.16
in:the 0.08  in:their -0.13  in:them 0.04  in:then 0.27  in:they -0.15  in:third 0.37  in:thirty 0.2
in:those -0.1  in:thousand -0.19  in:thousands -0.65  in:three -0.15  in:thursday -0.15  in:times -0.19
in:to 0.05  in:today -0.25  in:together 0.63  in:told 0.25  in:too 0.16  in:took 0.24  in:top -0.17  in:tpus 0.19
in:train -0.14  in:training 0.1  in:turn 0.08  in:two 0.06  in:under -0.51  in:until 0.32  in:up -0.23
in:use -0.12  in:used 0.09  in:users -0.13  in:video 0.15  in:voice 0.12  in:wants 0.25  in:was -0.15  in:way 0.17
in:we 0.05  in:wednesday -0.06  in:well 0.06  in:went -0.04  in:were 0.26  in:what -0.34  in:where -0.14
in:whether -0.11  in:while -0.22  in:who -0.54  in:whose 0.2  in:will 0.25  in:with 0.19  in:within 0.11
in:without -0.3  in:work 0.25  in:year -0.2  in:years 0.06  in:you -0.2  in_long_list 0.26  joined 0.17
joins 0.15  joins_before 0.21  kin -0.34  lab_and_other 0.8  lab_and_provider 0.74  last:; 0.45  last:about -0.33
last:after 0.3  last:against -0.07  last:as 0.1  last:asked 0.18  last:at 0.27  last:badge -0.15
last:before -0.32  last:beside 0.25  last:billion -0.13  last:by -0.16  last:counts 0.24  last:for -0.23
last:from 0.17  last:gave 0.18  last:had -0.06  last:has 0.3  last:in -0.1  last:inside -0.25  last:is -0.27
last:its -0.58  last:lab 0.19  last:let 0.36  last:now -0.33  last:of -0.15  last:offer -0.1  last:on 0.54
last:or -0.46  last:over 0.1  last:own -0.47  last:pays -0.08  last:run 0.3  last:s -0.19  last:sell -0.07
last:sells -0.07  last:that 0.2  last:through 0.22  last:to 0.44  last:under -0.12  last:up -0.03  last:use -0.09
last:what 0.09  last:when 0.04  last:where 0.28  last:which 0.23  listed_of_two 0.41  lists_between -0.06
many -0.2  near -0.17  negated -0.12  next:$ -0.24  next:: -0.06  next:; -0.33  next:a -0.21  next:amazon 0.12
next:and 0.13  next:anthropic -0.09  next:are 0.18  next:as -0.23  next:at -0.05  next:becomes 0.05  next:by 0.28
next:can 0.22  next:could -0.08  next:did 0.27  next:for -0.2  next:founded 0.22  next:from -0.29  next:gave 0.28
next:gets 0.17  next:gives 0.03  next:goes 0.07  next:google -0.08  next:got -0.16  next:had 0.06  next:has 0.23
next:have 0.26  next:in -0.08  next:is -0.06  next:it 0.04  next:its 0.21  next:may -0.26  next:microsoft 0.1
next:model -0.19  next:models -0.46  next:now -0.14  next:of 0.17  next:on -0.21  next:or -0.29  next:owned -0.03
next:owns -0.06  next:processors -0.21  next:put 0.06  next:runs 0.15  next:s 0.48  next:said 0.26
next:says -0.15  next:sells -0.32  next:service -0.17  next:signed -0.04  next:sold 0.18  next:takes 0.18
next:that -0.38  next:through 0.4  next:to -0.23  next:today 0.08  next:together 0.09  next:told 0.03
next:took 0.08  next:trained -0.06  next:wants 0.39  next:was 0.05  next:which 0.56  next:who -0.13
next:whose 0.29  next:will -0.34  next:with 0.14  next:would 0.09  next_list 0.62  no_lab_no_provider -0.51
none_in_title_but_others -0.85  noun 0.06  one_in_title 0.07  one_only_in_title 0.27  only_two 1.62  opens 0.05
org:accenture 0.1  org:adept -0.3  org:adobe 0.4  org:ai21 0.59  org:airtel -0.33  org:aker 0.4
org:aleph-alpha -0.05  org:alibaba -0.34  org:almawave -0.03  org:amazon -0.38  org:amd -0.38
org:andreessen-horowitz -0.16  org:anthropic 0.1  org:apple 0.11  org:arm -0.29  org:asml -0.26
org:associated-press 0.22  org:atlantic 0.14  org:atlassian 0.38  org:australian-government -0.22
org:axel-springer 0.15  org:baidu -0.1  org:bell-canada -0.3  org:black-forest-labs -0.06  org:bloomberg -0.83
org:blue-owl -0.36  org:bmw -0.22  org:bnp-paribas -0.15  org:box 0.42  org:bpifrance -0.18  org:broadcom 0.07
org:bytedance 0.11  org:canadian-government -0.04  org:canva -0.18  org:carahsoft 0.19  org:cassava 0.48
org:cerebras 0.22  org:cerence 0.54  org:character-ai -0.23  org:chinese-government -0.24  org:cisco -0.32
org:cnn 0.07  org:cognizant -0.12  org:cohere 0.1  org:conde-nast -0.09  org:core42 0.17  org:coreweave 0.07
org:crusoe -0.4  org:cursor -0.14  org:databricks 0.19  org:deepseek 0.26  org:der-spiegel 0.06
org:deutsche-telekom 0.19  org:disney 0.28  org:docusign 0.23  org:dst-global -0.11  org:e-and 0.05  org:epic 0.18
org:fastweb 0.13  org:figma -0.22  org:figure 0.33  org:financial-times -0.71  org:fireworks-ai -0.19
org:fluidstack 0.18  org:fortune 0.16  org:french-government 0.19  org:g42 0.08  org:gannett 0.2  org:geely -0.1
org:general-catalyst -0.09  org:general-motors 0.12  org:german-government -0.23  org:github -1.15
org:gitlab -0.06  org:glean 0.3  org:google -0.19  org:groq 0.16  org:guardian 0.04  org:harvey 0.37  org:hpe 0.13
org:hsbc -0.83  org:huawei -0.18  org:hugging-face 0.2  org:humain 0.48  org:hypervault -0.58  org:hyundai -0.04
org:ibm 0.29  org:igenius 0.2  org:inception -0.63  org:indian-government -0.22  org:inflection-ai -0.32
org:infosys -0.24  org:intel -0.12  org:iren -0.05  org:italian-government 0.12  org:jio -0.45  org:kakao 0.07
org:khazna -0.4  org:kuwaiti-government 0.04  org:lambda -0.28  org:le-figaro 0.04  org:legora -0.1  org:lg 0.18
org:lightspeed -0.07  org:los-angeles-times 0.14  org:luma-ai -0.33  org:mercedes-benz 0.5  org:meta -0.44
org:microsoft -0.2  org:mistral-ai -0.52  org:motorola 0.29  org:naver -0.29  org:nc-ai -0.04  org:nebius 0.11
org:new-york-times -0.38  org:news-corp -0.21  org:nscale 0.46  org:nuance -0.55  org:nvidia -0.06
org:openai -0.17  org:oracle 0.26  org:orange 0.2  org:palantir -0.38  org:palo-alto-networks -0.19
org:people-inc -0.07  org:perplexity -0.04  org:philips -0.18  org:pif -0.48  org:prorata 1.14  org:pwc -0.05
org:qualcomm -0.05  org:reddit 0.2  org:reliance 0.34  org:relx -0.17  org:replit 0.07  org:reuters -0.25
org:runway -0.18  org:safe-superintelligence -0.1  org:salesforce 0.09  org:samsung 0.34  org:samsung-sds 0.22
org:sap 0.5  org:saudi-government -0.24  org:scale-ai 1.29  org:scaleway -0.15  org:schwarz-group -0.24
org:servicenow -0.2  org:shopify -0.27  org:shutterstock 0.1  org:sk-hynix 0.09  org:sk-telecom 0.28
org:sky-news 0.03  org:snap -0.13  org:softbank 0.41  org:softbank-corp -0.61  org:sony -0.25
org:south-korean-government 0.52  org:spacex -0.54  org:stability-ai 0.3  org:stellantis 0.05  org:swisscom -0.12
org:tata-group -0.69  org:tcs 0.13  org:telus 0.41  org:tencent -0.11  org:tesla 0.32  org:thomson-reuters -0.21
org:time-magazine 0.15  org:together-ai -0.2  org:tsmc 0.07  org:uae-government -0.17  org:udio -0.38
org:uk-government -0.54  org:upstage -0.05  org:us-government -0.57  org:viettel -0.07  org:vodafone 0.13
org:vodafonethree -0.55  org:volkswagen 0.2  org:vox-media 0.24  org:windsurf -0.96  org:workday 0.5
org:xai -0.69  org:zoom 0.11  others_in_sentence -0.12  owned -0.64  pair:abridge|epic 0.11
pair:accenture|anthropic -0.03  pair:adept|amazon 0.17  pair:adept|google -0.16  pair:adept|microsoft -0.15
pair:adobe|google 0.36  pair:adobe|luma-ai 0.16  pair:adobe|openai 0.07  pair:adobe|pika 0.09
pair:adobe|runway 0.2  pair:ai21|google 0.13  pair:airtel|deutsche-telekom -0.03  pair:airtel|jio -0.04
pair:airtel|openai -0.4  pair:airtel|perplexity 0.18  pair:airtel|sk-telecom -0.04  pair:airtel|softbank -0.03
pair:aker|nscale 0.31  pair:aker|openai 0.13  pair:aleph-alpha|bosch 0.12  pair:aleph-alpha|cohere 0.06
pair:aleph-alpha|german-government -0.08  pair:aleph-alpha|mistral-ai -0.09  pair:alibaba|anthropic -0.08
pair:alibaba|apple 0.24  pair:alibaba|bmw 0.07  pair:alibaba|bytedance -0.11  pair:alibaba|meta -0.58
pair:alibaba|openai -0.29  pair:amazon|anthropic 1.53  pair:amazon|bmw 0.04  pair:amazon|broadcom -0.08
pair:amazon|cerebras 0.09  pair:amazon|cohere -0.08  pair:amazon|coreweave -0.22  pair:amazon|deepseek 0.21
pair:amazon|financial-times -0.05  pair:amazon|google -0.53  pair:amazon|harvey -0.12  pair:amazon|hsbc -0.15
pair:amazon|hugging-face 0.13  pair:amazon|humain 0.27  pair:amazon|inflection-ai -0.28  pair:amazon|meta 0.14
pair:amazon|microsoft -0.79  pair:amazon|mistral-ai 0.04  pair:amazon|new-york-times 0.88
pair:amazon|news-corp -0.06  pair:amazon|nvidia 0.08  pair:amazon|openai 0.32  pair:amazon|oracle -0.1
pair:amazon|palantir -0.07  pair:amazon|perplexity -0.2  pair:amazon|saudi-government -0.07
pair:amazon|snowflake 0.15  pair:amazon|stability-ai 0.17  pair:amazon|xai -0.13  pair:amd|broadcom -0.06
pair:amd|cisco -0.21  pair:amd|crusoe 0.09  pair:amd|humain 0.28  pair:amd|luma-ai -0.26  pair:amd|meta 0.31
pair:amd|nvidia -0.34  pair:amd|openai 0.78  pair:amd|oracle -0.03  pair:andreessen-horowitz|mistral-ai -0.08
pair:andreessen-horowitz|nvidia -0.04  pair:anthropic|apple -0.07  pair:anthropic|box 0.05
pair:anthropic|broadcom 0.23  pair:anthropic|carahsoft 0.07  pair:anthropic|cohere -0.11
pair:anthropic|cursor -0.04  pair:anthropic|databricks 0.11  pair:anthropic|figma -0.08
pair:anthropic|fujitsu 0.05  pair:anthropic|github -0.22  pair:anthropic|google 0.6  pair:anthropic|harvey 0.31
pair:anthropic|inflection-ai -0.11  pair:anthropic|infosys -0.07  pair:anthropic|meta -0.15
pair:anthropic|microsoft -0.54  pair:anthropic|mistral-ai -0.25  pair:anthropic|new-york-times -0.24
pair:anthropic|notion 0.07  pair:anthropic|nvidia 0.03  pair:anthropic|openai -1.35  pair:anthropic|oracle -0.15
pair:anthropic|palantir -0.05  pair:anthropic|perplexity 0.13  pair:anthropic|replit 0.14
pair:anthropic|safe-superintelligence -0.04  pair:anthropic|salesforce -0.06  pair:anthropic|sap 0.16
pair:anthropic|servicenow 0.08  pair:anthropic|sk-telecom 0.2  pair:anthropic|snowflake -0.06
pair:anthropic|spacex 0.43  pair:anthropic|us-government 0.13  pair:anthropic|windsurf 0.08
pair:anthropic|xai 0.15  pair:apple|baidu 0.29  pair:apple|bloomberg -0.04  pair:apple|google 0.63
pair:apple|microsoft -0.44  pair:apple|openai 0.47  pair:apple|perplexity -0.04  pair:apple|xai -0.32
pair:applied-digital|coreweave 0.15  pair:argentine-government|openai 0.11  pair:asml|mistral-ai 0.15
pair:asml|nvidia -0.06  pair:associated-press|openai 0.29  pair:atlassian|openai 0.06
pair:axel-springer|financial-times -0.04  pair:axel-springer|microsoft 0.14  pair:axel-springer|news-corp -0.04
pair:axel-springer|openai 0.31  pair:axios|openai -0.14  pair:baidu|chinese-government -0.03
pair:baidu|google -0.04  pair:baidu|openai -0.13  pair:baidu|samsung 0.21
pair:bell-canada|canadian-government -0.1  pair:bell-canada|cohere 0.35  pair:bell-canada|hypertec -0.13
pair:bell-canada|telus -0.04  pair:bloomberg|google -0.1  pair:bloomberg|microsoft -0.03
pair:bloomberg|openai -0.11  pair:bloomberg|oracle -0.12  pair:bloomberg|perplexity -0.19
pair:blue-owl|openai -0.15  pair:blue-owl|oracle -0.09  pair:bmw|openai -0.12  pair:box|docusign -0.04
pair:box|google 0.14  pair:box|salesforce 0.33  pair:box|workday -0.04  pair:bpifrance|nvidia -0.05
pair:broadcom|google 0.13  pair:broadcom|microsoft -0.22  pair:broadcom|nvidia -0.28  pair:broadcom|openai 0.69
pair:broadcom|oracle -0.06  pair:broadcom|tsmc -0.1  pair:bt-group|nscale 0.28  pair:bt-group|nvidia -0.2
pair:bytedance|deepseek 0.26  pair:bytedance|tencent -0.04  pair:bytedance|tesla 0.22
pair:canadian-government|cohere 0.17  pair:canadian-government|telus 0.07  pair:canva|openai 0.1
pair:capgemini|openai 0.05  pair:carahsoft|openai 0.14  pair:cassava|nvidia 0.17  pair:cerebras|core42 0.4
pair:cerebras|g42 0.22  pair:cerebras|nvidia -0.07  pair:cerebras|openai 0.12  pair:cerence|microsoft 0.1
pair:cerence|nuance -0.09  pair:cerence|openai 0.11  pair:cerence|volkswagen 0.46  pair:character-ai|google 0.22
pair:cisco|humain 0.41  pair:cisco|luma-ai -0.22  pair:cisco|nvidia -0.13  pair:cohere|coreweave 0.17
pair:cohere|google -0.32  pair:cohere|meta -0.05  pair:cohere|microsoft 0.07  pair:cohere|mistral-ai -0.04
pair:cohere|nvidia 0.07  pair:cohere|openai -0.07  pair:cohere|oracle 0.25  pair:cohere|schwarz-group 0.25
pair:conde-nast|openai 0.07  pair:core-scientific|coreweave 0.33  pair:core-scientific|openai -0.31
pair:core42|khazna 0.05  pair:core42|microsoft 0.16  pair:coreweave|google -0.28  pair:coreweave|meta -0.06
pair:coreweave|mistral-ai 0.2  pair:coreweave|openai 0.57  pair:coreweave|oracle -0.45
pair:coreweave|softbank -0.12  pair:coreweave|stability-ai 0.16  pair:crusoe|microsoft 0.11
pair:crusoe|openai -0.16  pair:crusoe|oracle -0.19  pair:databricks|google 0.11  pair:databricks|openai 0.04
pair:databricks|snowflake -0.08  pair:deepseek|meta -0.04  pair:deepseek|microsoft 0.12
pair:deepseek|mistral-ai -0.04  pair:deepseek|nvidia 0.24  pair:deepseek|openai -0.2  pair:deepseek|tesla 0.29
pair:deepseek|xai -0.04  pair:dell|microsoft -0.22  pair:dell|nvidia -0.14  pair:der-spiegel|perplexity 0.1
pair:deutsche-telekom|german-government -0.15  pair:deutsche-telekom|google 0.13
pair:deutsche-telekom|mistral-ai 0.06  pair:deutsche-telekom|nvidia 0.38  pair:deutsche-telekom|openai -0.16
pair:deutsche-telekom|perplexity 0.62  pair:deutsche-telekom|polarise 0.29  pair:deutsche-telekom|sap 0.46
pair:deutsche-telekom|sk-telecom -0.07  pair:disney|openai 0.28  pair:docusign|salesforce 0.31
pair:docusign|workday -0.03  pair:epic|microsoft 0.22  pair:figure|nvidia 0.37  pair:figure|openai 0.03
pair:financial-times|google -0.04  pair:financial-times|microsoft -0.21  pair:firebird|nvidia 0.23
pair:fluidstack|google 0.06  pair:fluidstack|terawulf 0.11  pair:fortune|perplexity 0.18
pair:french-government|microsoft -0.06  pair:french-government|mistral-ai 0.03
pair:french-government|openai -0.03  pair:fujitsu|sakura-internet -0.27  pair:g42|humain -0.09
pair:g42|khazna -0.17  pair:g42|microsoft 0.59  pair:g42|nvidia 0.09  pair:g42|oracle 0.31
pair:g42|uae-government -0.07  pair:g42|us-government -0.06  pair:general-motors|google 0.3
pair:german-government|nvidia -0.05  pair:german-government|sap 0.05  pair:github|microsoft -0.28
pair:github|openai -0.35  pair:glean|salesforce 0.23  pair:google|harvey 0.48  pair:google|hugging-face 0.07
pair:google|inflection-ai -0.24  pair:google|jio 0.22  pair:google|luma-ai -0.06  pair:google|mercedes-benz 0.27
pair:google|meta -0.41  pair:google|microsoft -0.4  pair:google|mistral-ai -0.11  pair:google|motorola -0.04
pair:google|nvidia -0.2  pair:google|openai -1.23  pair:google|oracle 0.82  pair:google|perplexity -1.43
pair:google|reddit 0.3  pair:google|reliance 0.11  pair:google|runway -0.11
pair:google|safe-superintelligence 0.14  pair:google|samsung 0.83  pair:google|scale-ai -0.1
pair:google|servicenow 0.26  pair:google|stability-ai 0.18  pair:google|terawulf 0.1  pair:google|workday 0.18
pair:google|xai -0.36  pair:graphcore|microsoft 0.27  pair:graphcore|nvidia -0.08  pair:groq|nvidia 0.54
pair:guardian|openai 0.17  pair:guardian|sky-news -0.13  pair:harvey|legora -0.34  pair:harvey|microsoft -0.05
pair:harvey|openai -0.04  pair:harvey|relx 0.18  pair:harvey|replit -0.03  pair:hsbc|microsoft -0.16
pair:hsbc|nvidia -0.04  pair:hsbc|openai -0.28  pair:hsbc|oracle -0.12  pair:hubspot|openai 0.07
pair:humain|luma-ai 0.25  pair:humain|nvidia 0.13  pair:humain|openai -0.25  pair:humain|pif -0.26
pair:humain|saudi-government -0.17  pair:humain|xai 0.19  pair:hypervault|openai -0.44  pair:hypervault|tcs -0.11
pair:ibm|mistral-ai 0.06  pair:inflection-ai|microsoft 0.72  pair:inflection-ai|mistral-ai -0.08
pair:inflection-ai|nvidia 0.1  pair:inflection-ai|openai -0.03  pair:infosys|openai 0.07  pair:intel|nvidia 0.04
pair:intel|sambanova 0.27  pair:intel|softbank 0.15  pair:ionos|ovhcloud -0.1  pair:ionos|scaleway -0.04
pair:iren|microsoft 0.53  pair:japanese-government|microsoft -0.09  pair:japanese-government|openai -0.09
pair:japanese-government|softbank 0.14  pair:jio|meta -0.17  pair:jio|openai -0.2  pair:jio|perplexity -0.21
pair:jio|reliance -0.21  pair:kakao|naver -0.08  pair:kakao|openai 0.13  pair:khazna|microsoft -0.11
pair:khazna|openai -0.05  pair:kuwaiti-government|zain -0.09  pair:lambda|microsoft 0.04  pair:lambda|nvidia 0.13
pair:le-monde|openai 0.1  pair:le-monde|perplexity 0.28  pair:los-angeles-times|perplexity 0.18
pair:mercedes-benz|microsoft 0.28  pair:mercedes-benz|openai 0.22  pair:meta|microsoft -0.14
pair:meta|mistral-ai -0.11  pair:meta|nebius 0.19  pair:meta|openai 0.23  pair:meta|oracle 0.3
pair:meta|perplexity 0.16  pair:meta|reliance 0.09  pair:meta|reuters 0.21  pair:meta|rivos -0.03
pair:meta|scale-ai 0.61  pair:microsoft|mistral-ai 0.08  pair:microsoft|nebius 0.26  pair:microsoft|news-corp 0.14
pair:microsoft|nscale 0.34  pair:microsoft|openai 0.83  pair:microsoft|oracle -0.34  pair:microsoft|philips -0.18
pair:microsoft|replit 0.05  pair:microsoft|sakura-internet 0.19  pair:microsoft|salesforce -0.14
pair:microsoft|samsung -0.18  pair:microsoft|sap 0.28  pair:microsoft|servicenow -0.25
pair:microsoft|softbank -0.08  pair:microsoft|uae-government -0.06  pair:microsoft|windsurf -0.25
pair:microsoft|xai 0.23  pair:mistral-ai|nvidia 0.4  pair:mistral-ai|openai -0.23  pair:mistral-ai|oracle -0.06
pair:mistral-ai|sap 0.33  pair:mistral-ai|scaleway 0.08  pair:mistral-ai|stellantis 0.17
pair:mistral-ai|swedish-government -0.18  pair:mistral-ai|us-government -0.11  pair:motorola|perplexity 0.41
pair:motorola|samsung -0.07  pair:mozilla|perplexity -0.08  pair:naver|nvidia 0.1  pair:naver|sk-telecom -0.25
pair:naver|south-korean-government 0.09  pair:naver|upstage -0.06  pair:new-york-times|openai -0.69
pair:news-corp|openai 0.15  pair:nextdc|openai 0.15  pair:nokia|nvidia 0.09  pair:nscale|nvidia -0.06
pair:nscale|openai 0.27  pair:nscale|uk-government -0.05  pair:ntt-data|openai 0.13  pair:nuance|openai -0.13
pair:nuance|volkswagen -0.04  pair:nvidia|openai 0.18  pair:nvidia|oracle -0.35  pair:nvidia|perplexity -0.26
pair:nvidia|polarise -0.16  pair:nvidia|rivos -0.05  pair:nvidia|samsung -0.05  pair:nvidia|sap -0.22
pair:nvidia|softbank -0.07  pair:nvidia|south-korean-government 0.08  pair:nvidia|spacex -0.07
pair:nvidia|telus 0.32  pair:nvidia|thinking-machines-lab 0.07  pair:nvidia|tsmc -0.05  pair:nvidia|viettel 0.12
pair:nvidia|xai -0.07  pair:openai|oracle 0.94  pair:openai|pwc 0.1  pair:openai|reddit 0.12
pair:openai|reliance 0.46  pair:openai|reuters -0.23  pair:openai|safe-superintelligence -0.07
pair:openai|salesforce -0.19  pair:openai|samsung -0.12  pair:openai|samsung-sds 0.34  pair:openai|sap 0.44
pair:openai|scale-ai 0.5  pair:openai|servicenow 0.1  pair:openai|shopify 0.04  pair:openai|shutterstock 0.09
pair:openai|sk-telecom 0.36  pair:openai|softbank 0.89  pair:openai|softbank-corp -0.4
pair:openai|tata-group -0.59  pair:openai|tcs 0.3  pair:openai|tsmc 0.14  pair:openai|uae-government 0.12
pair:openai|uk-government -0.3  pair:openai|us-government -0.19  pair:openai|volkswagen -0.09
pair:openai|windsurf -0.68  pair:openai|xai -0.38  pair:oracle|softbank -0.22  pair:oracle|xai 0.58
pair:ovhcloud|scaleway -0.13  pair:palantir|us-government -0.04  pair:paradox|workday 0.07
pair:perplexity|samsung 0.22  pair:perplexity|sap -0.17  pair:perplexity|sk-telecom 0.42
pair:perplexity|snap -0.1  pair:perplexity|softbank 0.32  pair:pif|xai -0.06  pair:rapidus|tenstorrent -0.03
pair:sakura-internet|softbank -0.03  pair:salesforce|sap -0.31  pair:salesforce|servicenow -0.2
pair:salesforce|workday 0.26  pair:samsung|samsung-sds -0.15  pair:saudi-government|xai -0.1
pair:sb-energy|softbank -0.16  pair:sk-hynix|sk-telecom -0.09  pair:sk-telecom|softbank -0.05
pair:sk-telecom|south-korean-government 0.05  pair:softbank|softbank-corp -0.17  pair:spacex|xai -0.58
pair:tesla|xai 0.28  pair:udio|universal-music -0.07  possessive 0.18  preposition 0.11  relation_before -0.21
relation_between 0.35  rival_before -0.44  rival_between -0.42  role:chip_maker 0.19  role:cloud 0.57
role:consultancy 0.05  role:data_centre 0.05  role:distributor 0.79  role:government -0.8  role:hyperscaler 0.36
role:investor -0.82  role:isv 0.37  role:lab 0.6  role:oem_buyer -0.05  role:publisher -0.22
role:sovereign_fund -0.55  role:telco 0.23  role:unknown 0.28  roles:chip_maker|chip_maker -0.28
roles:chip_maker|cloud 1.14  roles:chip_maker|data_centre -0.24  roles:chip_maker|government -0.28
roles:chip_maker|hyperscaler -0.51  roles:chip_maker|investor -0.15  roles:chip_maker|isv -0.32
roles:chip_maker|lab 0.46  roles:chip_maker|oem_buyer -0.03  roles:chip_maker|publisher -0.15
roles:chip_maker|sovereign_fund -0.11  roles:chip_maker|telco 0.45  roles:chip_maker|unknown 0.27
roles:cloud|cloud -0.79  roles:cloud|data_centre 0.54  roles:cloud|government -0.39  roles:cloud|hyperscaler 0.71
roles:cloud|investor -0.21  roles:cloud|isv -0.5  roles:cloud|lab 0.27  roles:cloud|oem_buyer 0.43
roles:cloud|telco -0.11  roles:cloud|unknown -0.27  roles:consultancy|consultancy -0.23
roles:consultancy|hyperscaler 0.1  roles:consultancy|lab 0.51  roles:consultancy|oem_buyer -0.21
roles:data_centre|government 0.15  roles:data_centre|hyperscaler 0.4  roles:data_centre|lab -0.1
roles:data_centre|unknown 0.04  roles:distributor|distributor -0.29  roles:distributor|hyperscaler 0.21
roles:distributor|isv 0.08  roles:distributor|lab 0.63  roles:government|hyperscaler -0.3
roles:government|investor 0.13  roles:government|lab -0.41  roles:government|oem_buyer 0.14
roles:government|telco 0.26  roles:hyperscaler|hyperscaler -1.42  roles:hyperscaler|investor -0.49
roles:hyperscaler|isv 0.26  roles:hyperscaler|lab 0.1  roles:hyperscaler|oem_buyer 0.65
roles:hyperscaler|publisher 0.08  roles:hyperscaler|telco 0.25  roles:hyperscaler|unknown 0.44
roles:investor|investor -0.03  roles:investor|lab 0.34  roles:investor|oem_buyer -0.08
roles:investor|sovereign_fund 0.08  roles:investor|telco -0.29  roles:isv|isv 0.26  roles:isv|lab 0.24
roles:isv|oem_buyer 0.26  roles:isv|publisher -0.35  roles:isv|telco 0.61  roles:isv|unknown 0.09
roles:lab|lab -0.94  roles:lab|oem_buyer -0.14  roles:lab|publisher 0.58  roles:lab|sovereign_fund -0.05
roles:lab|telco 0.12  roles:lab|unknown -1.02  roles:oem_buyer|oem_buyer -0.48  roles:oem_buyer|publisher -0.17
roles:oem_buyer|telco -0.31  roles:publisher|publisher -0.08  roles:telco|telco -0.6  roles:telco|unknown -0.26
roles:unknown|unknown 0.83  same_list -0.57  same_list_of_two_lists -0.05  same_sentence -0.28  sentences 0.31
speaker 0.85  three 0.22  title_joined -0.1  title_of_two 0.65  title_relation 0.03  title_rival -0.16
title_same_list 0.37  together 0.34  two_providers -0.46  unknown 0.28  unsure -2.37  very_many -0.63
very_near 0.18  voice -0.06  weight_high 0.49  weight_low -0.14  with_first 0.43  with_hub 0.62
    """
)

SECOND_WEIGHTS = parse_weights(
    """
apart -0.38  apart_alone 0.26  apart_both_alone -0.33  apart_far -0.38  apart_next 0.27  beside -0.06
best_of_all -1.08  best_of_both_ends 0.06  best_of_one_end 0.43  best_of_weaker_end -1.95  best_other -0.35
bias -0.39  both_in_title 0.09  both_only_in_title -0.16  clause_break -0.11  comma -0.28  compatible -0.44
far -0.15  first_in_long_list 0.38  first_list 0.17  goods 0.11  in_long_list 0.1  joined 0.19  joins 0.05
joins_before 0.15  kin -0.27  lab_and_other 0.49  lab_and_provider 0.39  listed_of_two 0.46  lists_between 0.1
many -0.11  near -0.07  negated -0.1  next_list 0.27  no_lab_no_provider -0.35  none_in_title_but_others -0.58
noun 0.05  one_in_title 0.06  only_two 0.58  opens 0.11  org:accenture 0.09  org:adept -0.4  org:adobe 0.37
org:ai21 0.61  org:airtel -0.34  org:aker 0.62  org:aleph-alpha 0.19  org:alibaba -0.16  org:almawave -0.07
org:amazon -0.24  org:amd -0.27  org:andreessen-horowitz -0.22  org:anthropic 0.08  org:apple 0.11  org:arm -0.41
org:asml -0.16  org:associated-press 0.23  org:atlantic 0.17  org:atlassian 0.32  org:australian-government -0.34
org:axel-springer 0.16  org:baidu -0.19  org:bell-canada -0.22  org:bloomberg -0.92  org:blue-owl -0.39
org:bmw -0.26  org:bnp-paribas -0.25  org:box 0.4  org:bpifrance -0.18  org:broadcom 0.2  org:bt-group -0.07
org:bytedance 0.06  org:canva -0.27  org:capgemini -0.06  org:carahsoft 0.23  org:cassava 0.64  org:cerebras 0.25
org:cerence 0.67  org:character-ai -0.25  org:chinese-government -0.3  org:cisco -0.31  org:cnn 0.1
org:cognizant -0.22  org:cohere 0.03  org:core42 0.26  org:coreweave 0.29  org:crusoe -0.47  org:cursor -0.25
org:databricks 0.22  org:deepseek 0.35  org:dell 0.07  org:deutsche-telekom 0.09  org:disney 0.31
org:docusign 0.2  org:dst-global -0.13  org:e-and 0.07  org:epic 0.24  org:fastweb 0.08  org:figma -0.19
org:figure 0.48  org:financial-times -0.68  org:fireworks-ai -0.14  org:fluidstack 0.32  org:fortune 0.22
org:french-government 0.33  org:g42 0.16  org:gannett 0.2  org:geely -0.15  org:general-catalyst -0.13
org:general-motors 0.04  org:german-government -0.37  org:github -1.29  org:gitlab 0.06  org:glean 0.27
org:graphcore -0.12  org:groq 0.2  org:guardian -0.07  org:harvey 0.57  org:hsbc -0.84  org:huawei -0.14
org:hugging-face 0.26  org:humain 0.55  org:hypervault -0.65  org:hyundai -0.03  org:ibm 0.46  org:ideogram 0.04
org:igenius 0.29  org:inception -0.84  org:indian-government -0.28  org:inflection-ai -0.41  org:infosys -0.21
org:intel -0.27  org:iren 0.04  org:italian-government 0.12  org:japanese-government -0.05  org:jio -0.5
org:kakao 0.11  org:khazna -0.69  org:lambda -0.44  org:le-figaro 0.11  org:lg 0.24  org:lightspeed -0.11
org:los-angeles-times 0.16  org:luma-ai -0.29  org:mercedes-benz 0.7  org:meta -0.38  org:mistral-ai -0.48
org:moonshot-ai 0.04  org:motorola 0.46  org:naver -0.22  org:nc-ai -0.06  org:nebius 0.18
org:new-york-times -0.16  org:news-corp -0.08  org:nscale 0.38  org:ntt-data 0.08  org:nuance -0.77
org:nvidia 0.11  org:openai -0.12  org:oracle 0.34  org:orange 0.25  org:palantir -0.25
org:palo-alto-networks -0.21  org:people-inc -0.07  org:pif -0.53  org:pika 0.04  org:prorata 1.2  org:pwc -0.04
org:reddit 0.19  org:reliance 0.31  org:relx -0.1  org:replit 0.13  org:reuters -0.29  org:runway -0.16
org:safe-superintelligence -0.13  org:salesforce -0.16  org:samsung 0.4  org:samsung-sds 0.39  org:sap 0.3
org:saudi-government -0.3  org:scale-ai 1.31  org:scaleway -0.42  org:schwarz-group -0.28  org:servicenow -0.21
org:shopify -0.25  org:shutterstock 0.04  org:sk-hynix 0.06  org:sk-telecom 0.14  org:sky-news -0.03
org:snap -0.12  org:softbank 0.56  org:softbank-corp -0.83  org:sony -0.26  org:south-korean-government 0.77
org:spacex -0.41  org:stability-ai 0.19  org:stellantis 0.04  org:swisscom 0.17  org:tata-group -0.75
org:tcs 0.12  org:telus 0.22  org:tencent -0.2  org:tesla 0.37  org:thomson-reuters -0.28  org:time-magazine 0.17
org:together-ai -0.21  org:tsmc 0.09  org:uae-government -0.21  org:udio -0.38  org:uk-government -0.41
org:upstage 0.08  org:us-government -0.54  org:viettel 0.1  org:vodafone 0.35  org:vodafonethree -0.69
org:volkswagen 0.39  org:vox-media 0.26  org:windsurf -0.95  org:workday 0.45  org:xai -0.59  org:zhipu-ai 0.16
org:zoom 0.1  others_in_sentence 0.23  own 0.14  own_logit 1.61  owned -0.51  pair:abridge|epic 0.13
pair:accenture|anthropic -0.06  pair:adept|amazon 0.13  pair:adept|google -0.19  pair:adept|microsoft -0.17
pair:adobe|google 0.32  pair:adobe|luma-ai 0.17  pair:adobe|pika 0.08  pair:adobe|runway 0.3
pair:ai21|google 0.16  pair:airtel|google -0.04  pair:airtel|jio -0.03  pair:airtel|openai -0.43
pair:airtel|perplexity 0.09  pair:aker|nscale 0.44  pair:aker|openai 0.26  pair:aleph-alpha|bosch 0.14
pair:aleph-alpha|cohere 0.29  pair:aleph-alpha|german-government -0.08  pair:aleph-alpha|mistral-ai -0.14
pair:alibaba|anthropic -0.16  pair:alibaba|apple 0.24  pair:alibaba|bmw 0.08  pair:alibaba|bytedance -0.16
pair:alibaba|meta -0.67  pair:alibaba|openai -0.36  pair:amazon|anthropic 1.05  pair:amazon|bmw 0.04
pair:amazon|broadcom -0.18  pair:amazon|cerebras 0.05  pair:amazon|cohere -0.16  pair:amazon|coreweave -0.22
pair:amazon|deepseek 0.19  pair:amazon|financial-times -0.05  pair:amazon|google -0.58  pair:amazon|harvey -0.1
pair:amazon|hsbc -0.13  pair:amazon|hugging-face 0.14  pair:amazon|humain 0.39  pair:amazon|inflection-ai -0.24
pair:amazon|meta 0.19  pair:amazon|microsoft -0.58  pair:amazon|mistral-ai 0.21  pair:amazon|new-york-times 1.03
pair:amazon|news-corp -0.04  pair:amazon|nvidia 0.33  pair:amazon|openai 0.32  pair:amazon|oracle -0.07
pair:amazon|palantir 0.08  pair:amazon|perplexity -0.13  pair:amazon|saudi-government -0.11
pair:amazon|snowflake 0.23  pair:amazon|stability-ai 0.21  pair:amazon|xai -0.2  pair:amd|broadcom -0.03
pair:amd|cisco -0.23  pair:amd|crusoe 0.13  pair:amd|humain 0.43  pair:amd|luma-ai -0.27  pair:amd|meta 0.37
pair:amd|nvidia -0.31  pair:amd|openai 0.79  pair:amd|oracle -0.05  pair:andreessen-horowitz|mistral-ai -0.1
pair:andreessen-horowitz|nvidia -0.07  pair:anthropic|apple 0.07  pair:anthropic|box 0.07
pair:anthropic|broadcom 0.21  pair:anthropic|carahsoft 0.07  pair:anthropic|cohere -0.1
pair:anthropic|cursor -0.22  pair:anthropic|databricks 0.14  pair:anthropic|figma -0.13
pair:anthropic|fluidstack 0.08  pair:anthropic|fujitsu 0.06  pair:anthropic|github -0.28
pair:anthropic|google 0.34  pair:anthropic|harvey 0.39  pair:anthropic|inflection-ai -0.19
pair:anthropic|infosys -0.11  pair:anthropic|kpmg 0.03  pair:anthropic|meta -0.14  pair:anthropic|microsoft -0.19
pair:anthropic|mistral-ai -0.35  pair:anthropic|new-york-times -0.28  pair:anthropic|notion 0.1
pair:anthropic|nvidia -0.1  pair:anthropic|openai -1.04  pair:anthropic|oracle -0.11
pair:anthropic|palantir -0.11  pair:anthropic|perplexity 0.18  pair:anthropic|replit 0.18
pair:anthropic|safe-superintelligence -0.03  pair:anthropic|salesforce -0.09  pair:anthropic|sap 0.15
pair:anthropic|servicenow 0.12  pair:anthropic|sk-telecom 0.24  pair:anthropic|snowflake -0.12
pair:anthropic|spacex 0.55  pair:anthropic|us-government 0.2  pair:anthropic|windsurf 0.09
pair:anthropic|xai 0.18  pair:apple|baidu 0.43  pair:apple|bloomberg -0.04  pair:apple|google 0.53
pair:apple|microsoft -0.25  pair:apple|openai 0.36  pair:apple|perplexity -0.06  pair:apple|xai -0.43
pair:applied-digital|coreweave 0.1  pair:argentine-government|openai 0.13  pair:asml|mistral-ai 0.25
pair:asml|nvidia -0.04  pair:associated-press|openai 0.28  pair:atlassian|openai 0.06
pair:axel-springer|microsoft 0.21  pair:axel-springer|news-corp -0.03  pair:axel-springer|openai 0.29
pair:axios|openai -0.16  pair:baidu|chinese-government -0.04  pair:baidu|openai -0.19  pair:baidu|samsung 0.21
pair:bell-canada|canadian-government -0.08  pair:bell-canada|cohere 0.37  pair:bell-canada|hypertec -0.07
pair:bell-canada|telus -0.04  pair:bloomberg|google -0.11  pair:bloomberg|microsoft -0.04
pair:bloomberg|openai -0.09  pair:bloomberg|oracle -0.13  pair:bloomberg|perplexity -0.25
pair:blue-owl|openai -0.15  pair:blue-owl|oracle -0.11  pair:bmw|openai -0.18  pair:box|docusign -0.04
pair:box|google 0.12  pair:box|salesforce 0.33  pair:box|workday -0.06  pair:bpifrance|mistral-ai 0.09
pair:bpifrance|nvidia -0.08  pair:broadcom|google 0.3  pair:broadcom|microsoft -0.25  pair:broadcom|nvidia -0.14
pair:broadcom|openai 0.63  pair:broadcom|oracle -0.07  pair:bt-group|nscale 0.34  pair:bt-group|nvidia -0.3
pair:bytedance|deepseek 0.35  pair:bytedance|tencent -0.06  pair:bytedance|tesla 0.22
pair:canadian-government|cohere 0.16  pair:canadian-government|telus 0.04  pair:canva|openai 0.05
pair:carahsoft|openai 0.09  pair:cassava|nvidia 0.19  pair:cerebras|core42 0.58  pair:cerebras|g42 0.13
pair:cerebras|microsoft -0.03  pair:cerebras|nvidia -0.07  pair:cerebras|openai 0.22  pair:cerence|microsoft 0.06
pair:cerence|nuance -0.12  pair:cerence|openai 0.11  pair:cerence|volkswagen 0.67  pair:character-ai|google 0.23
pair:character-ai|inflection-ai -0.04  pair:cisco|humain 0.53  pair:cisco|luma-ai -0.24  pair:cisco|nvidia -0.22
pair:cohere|coreweave 0.13  pair:cohere|google -0.29  pair:cohere|meta -0.11  pair:cohere|microsoft 0.03
pair:cohere|mistral-ai -0.11  pair:cohere|nvidia 0.08  pair:cohere|openai -0.06  pair:cohere|oracle 0.24
pair:cohere|schwarz-group 0.31  pair:conde-nast|openai 0.07  pair:core-scientific|coreweave 0.47
pair:core-scientific|openai -0.28  pair:core42|g42 -0.03  pair:core42|khazna 0.06  pair:core42|microsoft 0.12
pair:core42|openai -0.12  pair:coreweave|google -0.44  pair:coreweave|meta -0.09  pair:coreweave|microsoft 0.16
pair:coreweave|mistral-ai 0.24  pair:coreweave|nvidia -0.2  pair:coreweave|openai 0.82
pair:coreweave|oracle -0.29  pair:coreweave|softbank -0.08  pair:coreweave|stability-ai 0.15
pair:crusoe|microsoft 0.1  pair:crusoe|openai -0.22  pair:crusoe|oracle -0.34  pair:cursor|openai -0.09
pair:databricks|google 0.18  pair:databricks|openai 0.06  pair:databricks|snowflake -0.08
pair:deepseek|meta -0.05  pair:deepseek|microsoft 0.15  pair:deepseek|mistral-ai -0.04  pair:deepseek|nvidia 0.25
pair:deepseek|openai -0.08  pair:deepseek|tesla 0.3  pair:deepseek|xai -0.05  pair:dell|microsoft -0.33
pair:dell|nvidia -0.23  pair:der-spiegel|perplexity 0.03  pair:deutsche-telekom|german-government -0.18
pair:deutsche-telekom|google 0.29  pair:deutsche-telekom|mistral-ai 0.13  pair:deutsche-telekom|nvidia 0.25
pair:deutsche-telekom|openai -0.18  pair:deutsche-telekom|perplexity 0.65  pair:deutsche-telekom|polarise 0.33
pair:deutsche-telekom|sap 0.47  pair:deutsche-telekom|sk-telecom -0.08  pair:deutsche-telekom|softbank -0.06
pair:disney|openai 0.31  pair:docusign|salesforce 0.32  pair:docusign|workday -0.04  pair:epic|microsoft 0.22
pair:figure|nvidia 0.5  pair:financial-times|google -0.05  pair:financial-times|guardian -0.03
pair:financial-times|microsoft -0.23  pair:financial-times|openai -0.03  pair:firebird|nvidia 0.17
pair:fluidstack|google 0.05  pair:fluidstack|terawulf 0.17  pair:fortune|perplexity 0.22
pair:french-government|microsoft -0.07  pair:french-government|mistral-ai 0.12
pair:french-government|openai -0.05  pair:fujitsu|sakura-internet -0.3  pair:g42|humain -0.17
pair:g42|khazna -0.26  pair:g42|microsoft 0.65  pair:g42|nvidia 0.17  pair:g42|openai 0.1  pair:g42|oracle 0.54
pair:g42|uae-government -0.09  pair:g42|us-government -0.07  pair:general-motors|google 0.36
pair:german-government|nvidia -0.06  pair:github|microsoft -0.28  pair:github|openai -0.34
pair:glean|salesforce 0.25  pair:google|harvey 0.58  pair:google|hugging-face 0.06
pair:google|inflection-ai -0.28  pair:google|jio 0.25  pair:google|luma-ai -0.06  pair:google|mercedes-benz 0.26
pair:google|meta -0.26  pair:google|microsoft -0.38  pair:google|mistral-ai -0.05  pair:google|nvidia -0.18
pair:google|openai -0.73  pair:google|oracle 0.78  pair:google|perplexity -1.15  pair:google|reddit 0.33
pair:google|reliance 0.07  pair:google|runway -0.09  pair:google|safe-superintelligence 0.19
pair:google|salesforce -0.13  pair:google|samsung 0.72  pair:google|sap 0.06  pair:google|scale-ai -0.07
pair:google|servicenow 0.37  pair:google|stability-ai 0.2  pair:google|terawulf 0.15  pair:google|workday 0.13
pair:google|xai -0.37  pair:graphcore|microsoft 0.3  pair:graphcore|nvidia -0.17  pair:groq|nvidia 0.53
pair:guardian|openai 0.22  pair:guardian|sky-news -0.13  pair:harvey|legora -0.48  pair:harvey|microsoft -0.07
pair:harvey|openai 0.05  pair:harvey|relx 0.29  pair:hsbc|microsoft -0.13  pair:hsbc|nvidia -0.04
pair:hsbc|openai -0.35  pair:hsbc|oracle -0.13  pair:hubspot|openai 0.07  pair:humain|luma-ai 0.37
pair:humain|nvidia 0.07  pair:humain|openai -0.44  pair:humain|pif -0.25  pair:humain|saudi-government -0.23
pair:humain|xai 0.2  pair:hypervault|openai -0.56  pair:hypervault|tcs -0.08  pair:ibm|mistral-ai 0.07
pair:inflection-ai|microsoft 0.67  pair:inflection-ai|mistral-ai -0.13  pair:inflection-ai|nvidia 0.11
pair:infosys|openai 0.1  pair:intel|nvidia 0.06  pair:intel|sambanova 0.29  pair:intel|softbank 0.19
pair:ionos|ovhcloud -0.21  pair:ionos|scaleway -0.06  pair:iren|microsoft 0.61
pair:japanese-government|microsoft -0.15  pair:japanese-government|openai -0.15
pair:japanese-government|softbank 0.18  pair:jio|meta -0.22  pair:jio|openai -0.2  pair:jio|perplexity -0.25
pair:jio|reliance -0.25  pair:kakao|naver -0.06  pair:kakao|openai 0.19  pair:khazna|microsoft -0.25
pair:khazna|openai -0.08  pair:kuwaiti-government|zain -0.08  pair:lambda|nvidia 0.11  pair:le-monde|openai 0.1
pair:le-monde|perplexity 0.3  pair:los-angeles-times|perplexity 0.2  pair:mercedes-benz|microsoft 0.55
pair:mercedes-benz|openai 0.3  pair:meta|microsoft -0.11  pair:meta|mistral-ai -0.15  pair:meta|nebius 0.19
pair:meta|nvidia 0.04  pair:meta|openai 0.41  pair:meta|oracle 0.27  pair:meta|perplexity 0.19
pair:meta|reliance 0.14  pair:meta|reuters 0.29  pair:meta|rivos -0.09  pair:meta|scale-ai 0.65
pair:microsoft|mistral-ai 0.06  pair:microsoft|nebius 0.26  pair:microsoft|news-corp 0.21
pair:microsoft|nscale 0.37  pair:microsoft|nvidia 0.17  pair:microsoft|openai 0.5  pair:microsoft|oracle -0.06
pair:microsoft|philips -0.25  pair:microsoft|sakura-internet 0.11  pair:microsoft|salesforce -0.17
pair:microsoft|samsung -0.24  pair:microsoft|sap 0.37  pair:microsoft|servicenow -0.41
pair:microsoft|uae-government -0.06  pair:microsoft|windsurf -0.23  pair:microsoft|xai 0.3
pair:mistral-ai|nvidia 0.33  pair:mistral-ai|openai -0.24  pair:mistral-ai|oracle -0.1  pair:mistral-ai|sap 0.32
pair:mistral-ai|scaleway 0.11  pair:mistral-ai|stellantis 0.25  pair:mistral-ai|swedish-government -0.22
pair:mistral-ai|us-government -0.12  pair:motorola|perplexity 0.52  pair:motorola|samsung -0.04
pair:mozilla|perplexity -0.09  pair:naver|nvidia 0.12  pair:naver|samsung -0.06  pair:naver|sk-telecom -0.3
pair:naver|south-korean-government 0.21  pair:naver|upstage -0.05  pair:new-york-times|openai -0.65
pair:news-corp|openai 0.18  pair:nextdc|openai 0.18  pair:nokia|nvidia 0.09  pair:nscale|nvidia -0.18
pair:nscale|openai 0.39  pair:nscale|uk-government -0.06  pair:ntt-data|openai 0.15  pair:nuance|openai -0.15
pair:nuance|volkswagen -0.03  pair:nvidia|openai 0.16  pair:nvidia|oracle -0.33  pair:nvidia|perplexity -0.25
pair:nvidia|polarise -0.24  pair:nvidia|safe-superintelligence 0.03  pair:nvidia|sap -0.16
pair:nvidia|softbank -0.11  pair:nvidia|south-korean-government 0.2  pair:nvidia|spacex -0.05
pair:nvidia|telus 0.35  pair:nvidia|thinking-machines-lab 0.07  pair:nvidia|tsmc -0.04  pair:nvidia|viettel 0.24
pair:nvidia|xai 0.19  pair:openai|oracle 0.69  pair:openai|orange 0.05  pair:openai|pwc 0.07
pair:openai|reddit 0.12  pair:openai|reliance 0.53  pair:openai|reuters -0.35
pair:openai|safe-superintelligence -0.08  pair:openai|salesforce -0.2  pair:openai|samsung -0.1
pair:openai|samsung-sds 0.43  pair:openai|sap 0.48  pair:openai|scale-ai 0.54  pair:openai|servicenow 0.1
pair:openai|shopify 0.09  pair:openai|shutterstock 0.08  pair:openai|sk-telecom 0.36  pair:openai|snowflake -0.08
pair:openai|softbank 0.8  pair:openai|softbank-corp -0.5  pair:openai|tata-group -0.68  pair:openai|tcs 0.22
pair:openai|tsmc 0.13  pair:openai|uae-government 0.14  pair:openai|uk-government -0.23
pair:openai|us-government -0.18  pair:openai|windsurf -0.74  pair:openai|xai -0.39  pair:oracle|softbank -0.14
pair:oracle|xai 0.62  pair:ovhcloud|scaleway -0.23  pair:palantir|us-government -0.03  pair:paradox|workday 0.09
pair:perplexity|samsung 0.28  pair:perplexity|sap -0.26  pair:perplexity|sk-telecom 0.43
pair:perplexity|snap -0.11  pair:perplexity|softbank 0.34  pair:pif|xai -0.06  pair:rapidus|tenstorrent -0.06
pair:sakura-internet|softbank -0.07  pair:salesforce|sap -0.45  pair:salesforce|servicenow -0.22
pair:salesforce|workday 0.26  pair:samsung|samsung-sds -0.1  pair:saudi-government|xai -0.12
pair:sb-energy|softbank -0.07  pair:sk-hynix|sk-telecom -0.14  pair:sk-telecom|softbank -0.12
pair:sk-telecom|south-korean-government 0.04  pair:softbank|softbank-corp -0.16  pair:spacex|xai -0.6
pair:tesla|xai 0.31  pair:udio|universal-music -0.05  possessive 0.35  preposition 0.19  relation_before -0.14
relation_between 0.26  rival_before -0.41  rival_between -0.54  role:chip_maker 0.25  role:cloud 0.59
role:consultancy 0.08  role:data_centre 0.23  role:distributor 0.84  role:government -0.63  role:hyperscaler 0.49
role:investor -0.73  role:isv 0.48  role:lab 0.63  role:oem_buyer 0.04  role:publisher -0.13
role:sovereign_fund -0.5  role:telco 0.26  role:unknown 0.34  roles:chip_maker|chip_maker -0.1
roles:chip_maker|cloud 0.95  roles:chip_maker|data_centre -0.37  roles:chip_maker|government -0.27
roles:chip_maker|hyperscaler -0.26  roles:chip_maker|investor -0.07  roles:chip_maker|isv -0.19
roles:chip_maker|lab 0.27  roles:chip_maker|publisher -0.12  roles:chip_maker|sovereign_fund -0.15
roles:chip_maker|telco 0.46  roles:chip_maker|unknown 0.23  roles:cloud|cloud -0.95  roles:cloud|data_centre 0.58
roles:cloud|government -0.34  roles:cloud|hyperscaler 0.57  roles:cloud|investor -0.21  roles:cloud|isv -0.49
roles:cloud|lab 0.26  roles:cloud|oem_buyer 0.48  roles:cloud|unknown -0.12  roles:consultancy|consultancy -0.19
roles:consultancy|hyperscaler 0.17  roles:consultancy|lab 0.25  roles:consultancy|oem_buyer -0.14
roles:data_centre|government 0.26  roles:data_centre|hyperscaler 0.36  roles:data_centre|unknown 0.09
roles:distributor|distributor -0.3  roles:distributor|hyperscaler 0.15  roles:distributor|isv 0.1
roles:distributor|lab 0.59  roles:government|hyperscaler -0.33  roles:government|investor 0.16
roles:government|isv -0.12  roles:government|lab -0.34  roles:government|oem_buyer 0.11
roles:government|telco 0.38  roles:government|unknown -0.04  roles:hyperscaler|hyperscaler -0.96
roles:hyperscaler|investor -0.34  roles:hyperscaler|isv 0.4  roles:hyperscaler|lab -0.11
roles:hyperscaler|oem_buyer 0.49  roles:hyperscaler|publisher 0.22  roles:hyperscaler|telco 0.1
roles:hyperscaler|unknown 0.16  roles:investor|investor -0.03  roles:investor|lab 0.18
roles:investor|oem_buyer -0.16  roles:investor|sovereign_fund 0.12  roles:investor|telco -0.36  roles:isv|isv 0.29
roles:isv|lab 0.23  roles:isv|oem_buyer 0.38  roles:isv|publisher -0.46  roles:isv|telco 0.64  roles:lab|lab -0.25
roles:lab|oem_buyer -0.11  roles:lab|publisher 0.44  roles:lab|unknown -0.74  roles:oem_buyer|oem_buyer -0.5
roles:oem_buyer|publisher -0.09  roles:oem_buyer|telco -0.26  roles:telco|telco -0.55  roles:telco|unknown -0.26
roles:unknown|unknown 0.66  same_list -0.83  same_list_of_two_lists 0.32  sentences 0.35  speaker 0.54  three 0.21
title_joined -0.13  title_of_two 0.36  title_preposition -0.05  title_relation -0.07  title_rival -0.16
title_same_list 0.33  together 0.25  triangle -0.71  two_providers -0.23  unknown 0.34  unsure -2.35
very_many -0.72  very_near 0.04  voice -0.11  weaker_than_triangle 0.3  weight_high 0.62  weight_low 0.05
with_first 0.25
    """
)
