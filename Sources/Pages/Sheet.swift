import HTML

/// The style of all pages, and the script that they work without.
enum Sheet {
    /// After the rules of every page of this system: GOV.UK's and the Ministry of Justice's names of parts, and looks of our own.
    /// Each colour of text has a contrast of at least 4.5:1 on what it stands on.
    static let css =
        Page.style + """

            .before{padding:.75rem max(1rem,calc((100% - 60rem)/2)) 0}
            .signed-in{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;margin:0 0 .5rem}.signed-in p{margin:0}
            button.link{border:0;background:none;padding:0;font:inherit;color:#1d4f91;text-decoration:underline;cursor:pointer}
            .govuk-back-link::before{content:"\\2190\\a0"}
            .govuk-visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
            .govuk-form-group{margin:0 0 1.75rem}.govuk-form-group--error{border-left:5px solid #a31621;padding-left:.9rem}
            .govuk-label,.govuk-fieldset__legend{display:block;font-weight:700;margin:0 0 .35rem;padding:0}
            .govuk-fieldset{border:0;margin:0;padding:0;min-width:0}.govuk-hint{color:#4b5257;margin:0 0 .5rem;max-width:44rem}
            .govuk-error-message{color:#a31621;font-weight:700;margin:0 0 .5rem}
            .govuk-input,.govuk-textarea,.govuk-select{font:inherit;border:2px solid #30363a;padding:.3rem;width:100%;\
            max-width:44rem;background:#fff;color:inherit}
            .govuk-input--error,.govuk-textarea--error{border-color:#a31621}
            .govuk-input--width-2{width:3.5rem}.govuk-input--width-4{width:5.5rem}
            .govuk-date-input{display:flex;flex-wrap:wrap;gap:1rem}.govuk-date-input__label,.govuk-radios__label,\
            .govuk-checkboxes__label{font-weight:400;margin:0}
            .govuk-radios__item,.govuk-checkboxes__item{display:flex;gap:.6rem;align-items:flex-start;padding:.3rem 0}
            .govuk-radios__input,.govuk-checkboxes__input{width:1.5rem;height:1.5rem;flex:none;margin:0}
            .govuk-button{font:inherit;font-weight:700;border:2px solid #14492f;border-radius:.2rem;background:#14492f;\
            color:#fff;padding:.5rem 1.1rem;cursor:pointer;margin:0 1rem 1rem 0}
            .govuk-button--secondary{background:#fff;color:#14492f}
            input:focus,textarea:focus,select:focus,button:focus{outline:3px solid #7a3e9d;outline-offset:2px}
            .govuk-error-summary{border:4px solid #a31621;padding:1rem 1.25rem;margin:0 0 2rem}
            .govuk-error-summary__title{margin:0 0 .75rem;font-size:1.25rem}.govuk-error-summary__list{padding-left:1.2rem;margin:0}
            .govuk-error-summary a{color:#a31621;font-weight:700}
            .govuk-warning-text{display:flex;gap:.8rem;margin:0 0 1.5rem}
            .govuk-warning-text__icon{border:2px solid;border-radius:50%;width:2rem;height:2rem;text-align:center;\
            line-height:1.8rem;font-weight:700;flex:none}
            .govuk-notification-banner{border:3px solid #1d4f91;margin:0 0 2rem}
            .govuk-notification-banner--success{border-color:#14492f}
            .govuk-notification-banner__title{margin:0;padding:.4rem 1rem;font-size:1.1rem;background:#1d4f91;color:#fff}
            .govuk-notification-banner--success .govuk-notification-banner__title{background:#14492f}
            .govuk-notification-banner__content{padding:.9rem 1rem}
            .govuk-summary-list{margin:0 0 1.75rem}
            .govuk-summary-list__row{display:flex;flex-wrap:wrap;gap:.25rem 1rem;border-bottom:1px solid #b1b4b6;padding:.5rem 0}
            .govuk-summary-list__key{font-weight:700;flex:0 0 14rem}.govuk-summary-list__value{margin:0;flex:1 1 20rem}
            .govuk-tag{background:#e4e8ee;color:#1c2b3a;padding:.05rem .5rem;font-size:1rem}
            .moj-identity-bar{border-left:6px solid #1d4f91;padding:.4rem 1rem;margin:0 0 1.5rem;background:#f1f4f8}
            .moj-identity-bar__title{font-weight:700;font-size:1.35rem;margin:0}.moj-identity-bar__detail{margin:.15rem 0}
            .moj-sub-navigation__list{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:0 0 .5rem;\
            border-bottom:1px solid #b1b4b6;max-width:none}
            main nav a,.moj-sub-navigation a{color:#1d4f91}.moj-sub-navigation a[aria-current]{color:#0b0c0c;font-weight:700}
            .moj-timeline{list-style:none;padding:0 0 0 1rem;border-left:4px solid #b1b4b6;max-width:44rem}
            .moj-timeline__item{margin:0 0 1.25rem}.moj-timeline__title{font-weight:700;margin:0}
            .moj-timeline__date{margin:0;color:#4b5257;font-size:1rem}
            .govuk-details{margin:0 0 1.5rem}.govuk-details__text{border-left:5px solid #b1b4b6;padding:.5rem 0 .5rem 1rem}
            .govuk-pagination{display:flex;gap:1.5rem;align-items:baseline;flex-wrap:wrap}
            .beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.5rem}
            .letter{border:1px solid #b1b4b6;padding:1rem}
            @media print{nav,.signed-in,.skip,.skip:focus,.govuk-back-link,.govuk-button,.govuk-file-upload,.moj-sub-navigation{display:none}\
            .beside{display:block}.govuk-form-group{break-inside:avoid}.govuk-textarea{min-height:8rem}\
            details::details-content{content-visibility:visible;block-size:auto}}
            """

    /// Keeps what is typed into a form that says so: within two seconds of the last key it is sent to where the form's
    /// `data-keep` leads, with all its fields but files. Without it the button that keeps does the same.
    static let script = """
        (function(){"use strict";
        var form=document.querySelector("form[data-keep]");if(!form||!window.fetch||!window.URLSearchParams)return;
        var said=document.getElementById("kept"),timer=0,sending=false,again=false;
        function keep(){
          if(sending){again=true;return;}
          sending=true;again=false;
          var fields=new URLSearchParams();
          new FormData(form).forEach(function(value,name){if(typeof value==="string")fields.append(name,value);});
          fetch(form.getAttribute("data-keep"),{method:"POST",body:fields,credentials:"same-origin",redirect:"manual"})
          .then(function(answer){if(said)said.textContent=answer.ok?"What you typed is kept."
            :"What you typed could not be kept: leave this page open, and sign in again in another window.";})
          .catch(function(){if(said)said.textContent="What you typed could not be kept: no answer. It is tried again.";
            again=true;})
          .then(function(){sending=false;if(again)later();});
        }
        function later(){if(!timer)timer=setTimeout(function(){timer=0;keep();},1000);}
        form.addEventListener("input",later);form.addEventListener("change",later);
        })();
        """
}
